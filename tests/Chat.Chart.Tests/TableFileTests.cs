namespace Chat.Chart.Tests;

public sealed class TableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-chart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_are_read_as_they_were_written()
    {
        Row[] rows = [Given.Row(120), Given.Row(30, Better.Less, ejabberd: null) with { Goal = null }];
        TableFile.Write(_folder, rows);
        Assert.Equal(rows, TableFile.Read(_folder));
        Assert.Contains("\"better\": \"less\"", File.ReadAllText(Path.Combine(_folder, "table.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"work": "w", "unit": "u", "better": "more", "ejabberd": null, "bar": 1, "goal": null}]""")]
    [InlineData("""[{"work": "w", "unit": "u", "better": "best", "ejabberd": null, "bar": 1, "goal": null, "chat": 1}]""")]
    [InlineData("""[{"work": "w", "unit": "u", "better": "more", "ejabberd": null, "bar": 0, "goal": null, "chat": 1}]""")]
    [InlineData("no JSON")]
    public void A_row_that_cannot_be_drawn_is_refused(string table)
    {
        File.WriteAllText(Path.Combine(_folder, "table.json"), table);
        Assert.Throws<InvalidDataException>(() => TableFile.Read(_folder));
    }
}
