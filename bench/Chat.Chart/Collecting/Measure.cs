using System.Text.Json;

namespace Chat.Chart.Collecting;

/// <summary>A row of the table before it is measured.</summary>
/// <param name="File">The summary that holds its figure.</param>
/// <param name="Report">Finds the figure in one report, or for a ratio in several.</param>
internal sealed record Measure(
    string File,
    string Work,
    string Unit,
    Better Better,
    double? Ejabberd,
    double Bar,
    double? Goal,
    Func<JsonElement, double> Report)
{
    /// <param name="summary">A report, or an array of reports of which the first is Chat's.</param>
    /// <exception cref="InvalidDataException">The summary has no such figure.</exception>
    public Row Of(JsonElement summary)
    {
        try
        {
            return new Row(HasPassed(summary) ? Work : $"{Work} (run failed)", Unit, Better, Ejabberd, Bar, Goal, Math.Round(Report(summary), 3));
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{File} has no figure for \"{Work}\": {wrong.Message}", wrong);
        }
    }

    private static bool HasPassed(JsonElement summary) => summary.ValueKind == JsonValueKind.Array
        ? summary.EnumerateArray().All(HasPassed)
        : summary.GetProperty("passed").GetBoolean();
}
