namespace Chat.Load.Faults.Reporting;

/// <summary>The part of <c>docs/reliability.md</c> that a run fills in.</summary>
internal static class MarkdownPage
{
    /// <param name="path">Null: nobody asked for it.</param>
    public static async Task WriteAsync(string? path, FaultsReport report, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(
                path,
                $"""
                {FaultTable.Write(report)}
                `Chat.Load {report.Command}`: {report.Mix}.
                {report.Sends} sends, {report.Delivered} deliveries in {report.Seconds / 60:0} minutes;
                {report.AnomalyCount} anomalies, {report.Refused} sends given up.

                """,
                cancellationToken);
        }
    }
}
