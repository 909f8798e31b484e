using System.Text;

namespace Chat.Chart.Drawing;

internal static class MarkdownTable
{
    public static string Of(IEnumerable<Row> rows)
    {
        var table = new StringBuilder("| work | ejabberd | bar | goal | Chat |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in rows)
        {
            table.Append(
                $"| {Cell(row.Work)} | {Figure(row, row.Ejabberd)} | {Figure(row, row.Bar)} | {Figure(row, row.Goal)} | {Chat(row)} |\n");
        }

        return table.ToString();
    }

    private static string Chat(Row row) => row.Verdict switch
    {
        Verdict.BelowBar => $"{Figure(row, row.Chat)} (misses the bar)",
        Verdict.Goal => $"**{Figure(row, row.Chat)}** (goal)",
        _ => $"**{Figure(row, row.Chat)}**",
    };

    private static string Figure(Row row, double? value) =>
        value is { } figure ? Cell($"{Drawing.Figure.Of(figure)} {row.Unit}".TrimEnd()) : "";

    private static string Cell(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
