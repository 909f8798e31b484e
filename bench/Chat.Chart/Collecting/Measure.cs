using System.Text.Json;

namespace Chat.Chart.Collecting;

/// <summary>A row of the table before it is measured.</summary>
/// <param name="File">The summary that holds its figure.</param>
/// <param name="Figure">Finds its figure there; null: the run has none, since nothing came of it.</param>
internal sealed record Measure(
    string File,
    string Work,
    string Unit,
    Better Better,
    double? Ejabberd,
    double Bar,
    double? Goal,
    Func<JsonElement, double?> Figure)
{
    /// <param name="summary">A report, or an array of reports of which the first is Chat's.</param>
    /// <returns>Null if the run has no figure.</returns>
    /// <exception cref="InvalidDataException">It is no such summary.</exception>
    public Row? Of(JsonElement summary)
    {
        try
        {
            return Figure(summary) is { } chat
                ? new Row(HasPassed(summary) ? Work : $"{Work} (run failed)", Unit, Better, Ejabberd, Bar, Goal, Math.Round(chat, 3))
                : null;
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{File} is not what \"{Work}\" is read from: {wrong.Message}", wrong);
        }
    }

    private static bool HasPassed(JsonElement summary) => summary.ValueKind == JsonValueKind.Array
        ? summary.EnumerateArray().All(HasPassed)
        : summary.GetProperty("passed").GetBoolean();
}
