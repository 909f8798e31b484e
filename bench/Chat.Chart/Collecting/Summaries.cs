using System.Text.Json;

namespace Chat.Chart.Collecting;

/// <summary>The scenarios' summaries in a folder, as bench/run leaves them.</summary>
internal static class Summaries
{
    /// <summary>Rows in the order of <see cref="Measures.All"/>; those whose scenario has left no summary are left out.</summary>
    /// <exception cref="InvalidDataException">A summary is no JSON, or a figure is missing in it.</exception>
    public static IReadOnlyList<Row> Collect(string folder)
    {
        var rows = new List<Row>();
        foreach (var measure in Measures.All)
        {
            var path = Path.Combine(folder, measure.File);
            if (File.Exists(path))
                rows.Add(measure.Of(Read(path)));
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
