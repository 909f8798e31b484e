using System.Text.Json;

namespace Chat.Load.Reporting;

/// <summary>A scenario's report as a file, for programs.</summary>
internal static class JsonSummary
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="path">Null: nobody asked for it.</param>
    public static async Task WriteAsync<T>(string? path, T report, CancellationToken cancellationToken)
    {
        if (path is not null)
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Indented), cancellationToken);
    }
}
