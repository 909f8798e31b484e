namespace Chat.Load.Reporting;

/// <summary>A figure by process, in one line.</summary>
internal static class Parts
{
    public static string Line(IReadOnlyDictionary<string, double> byProcess) =>
        string.Join(", ", byProcess.Select(part => $"{part.Key} {part.Value}"));
}
