using System.Text;

namespace Chat.Load.Faults.Reporting;

/// <summary>The rows as a Markdown table, in the order of their names: the order of the run was random.</summary>
internal static class FaultTable
{
    public static string Write(FaultsReport report)
    {
        var table = new StringBuilder()
            .AppendLine("| fault | lasts (s) | sends under way | anomalies | ACKed again (s) | longest silence (s) | whole (s) | |")
            .AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var row in report.Rows.OrderBy(row => row.Fault, StringComparer.Ordinal))
            table.AppendLine(Line(row, report.Timed));
        return table.ToString();
    }

    private static string Line(FaultRow row, bool timed)
    {
        if (row.Skipped is not null)
            return $"| {row.Fault} | | | | | | | skipped: {row.Skipped} |";

        var verdict = !row.Recovered ? "**not recovered**" : timed && !row.KeepsItsBars ? $"**{row.Misses}**" : "";
        var says = string.Join("; ", new[] { verdict, row.Note }.Where(text => !string.IsNullOrEmpty(text)));
        return $"| {row.Fault} | {(row.LastsAWhile ? $"{row.Lasted:0.0}" : "")} | {row.UnderWay} | {row.Anomalies} "
            + $"| {FaultRow.Text(row.AckedAgain)} | {FaultRow.Text(row.Silence)} | {FaultRow.Text(row.Whole)} | {says} |";
    }
}
