using Chat.Chart.Collecting;

namespace Chat.Chart.Tests.Collecting;

public sealed class SummariesTests : IDisposable
{
    private const string Pairs = """{"server": "chat", "perSecond": 8000, "serverMicrosecondsPerMessage": 200, "deliveryP99Ms": 9.5, "passed": true}""";
    private const string Bare = """{"server": "bare", "perSecond": 40000, "serverMicrosecondsPerMessage": 50, "deliveryP99Ms": 1, "passed": true}""";

    private readonly List<string> _leftOut = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-chart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_stand_in_the_order_of_the_table_and_only_what_was_run_is_in_it()
    {
        Write("sender.json", $"[{Pairs}]");
        Write("pairs.json", $"[{Pairs}, {Bare}]");
        var rows = Collect();
        Assert.Equal(["1:1, 1,000 users, 8 under way", "1:1, the same, server CPU", "one sender, one chat, 64 under way"], rows.Select(row => row.Work));
        Assert.Equal([8_000, 200, 8_000], rows.Select(row => row.Chat));
    }

    [Fact]
    public void The_ratio_is_of_the_same_run()
    {
        Write("pairs-4000.json", $"[{Pairs}, {Bare}]");
        Assert.Equal([4, 9.5], Collect().Select(row => row.Chat));
    }

    [Fact]
    public void A_run_that_failed_is_not_passed_off_as_one_that_did_not()
    {
        Write("pairs.json", $"[{Pairs.Replace("true", "false", StringComparison.Ordinal)}, {Bare}]");
        Assert.All(Collect(), row => Assert.EndsWith("(run failed)", row.Work, StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_no_figure_is_left_out_and_told()
    {
        Write("storm.json", """{"connectsPerSecond": 2500, "serverMicrosecondsPerConnect": 500, "allBackMs": null, "passed": false}""");
        Assert.Equal(["connects with a token (run failed)", "connects with a token, server CPU (run failed)"], Collect().Select(row => row.Work));
        Assert.Contains("5,000 dropped at once, all back and in sync", _leftOut);
        Assert.DoesNotContain("connects with a token", _leftOut);
    }

    [Fact]
    public void Milliseconds_of_a_summary_are_seconds_in_the_table()
    {
        Write("storm.json", """{"connectsPerSecond": 2500, "serverMicrosecondsPerConnect": 500, "allBackMs": 2741.5, "passed": true}""");
        Assert.Equal(("s", 2.742), Collect().Select(row => (row.Unit, row.Chat)).Last());
    }

    [Theory]
    [InlineData("""[{"passed": true}]""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void What_is_no_summary_of_the_scenario_is_refused(string summary)
    {
        Write("pairs.json", summary);
        Assert.Throws<InvalidDataException>(() => Collect());
    }

    private IReadOnlyList<Row> Collect() => Summaries.Collect(_folder, measure => _leftOut.Add(measure.Work));

    private void Write(string file, string summary) => File.WriteAllText(Path.Combine(_folder, file), summary);
}
