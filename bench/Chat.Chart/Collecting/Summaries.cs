using System.Text.Json;

namespace Chat.Chart.Collecting;

/// <summary>The scenarios' summaries in a folder, as bench/run leaves them.</summary>
internal static class Summaries
{
    /// <summary>Rows in the order of <see cref="Measures.All"/>; those without a figure are left out.</summary>
    /// <param name="leftOut">Is told which.</param>
    /// <exception cref="InvalidDataException">A summary is no JSON, or not that of its scenario.</exception>
    public static IReadOnlyList<Row> Collect(string folder, Action<Measure> leftOut)
    {
        var rows = new List<Row>();
        foreach (var measure in Measures.All)
        {
            var path = Path.Combine(folder, measure.File);
            if (File.Exists(path) && measure.Of(Read(path)) is { } row)
                rows.Add(row);
            else
                leftOut(measure);
        }

        return rows;
    }

    private static JsonElement Read(string path)
    {
        try
        {
            using var summary = JsonDocument.Parse(File.ReadAllText(path));
            return summary.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }
}
