using Chat.Chart.Drawing;

namespace Chat.Chart.Tests.Drawing;

public sealed class MarkdownTableTests
{
    [Fact]
    public void Each_figure_has_its_unit_and_an_absent_one_is_empty() =>
        Assert.Equal("| some work |  | 100 msg/s | 200 msg/s | **12,345 msg/s** (goal) |", RowOf(Given.Row(12_345, ejabberd: null)));

    [Fact]
    public void A_row_that_misses_its_bar_says_so()
    {
        Assert.EndsWith("| 99 msg/s (misses the bar) |", RowOf(Given.Row(99)), StringComparison.Ordinal);
        Assert.EndsWith("| **100 msg/s** |", RowOf(Given.Row(100)), StringComparison.Ordinal);
        Assert.EndsWith("| 101 ms (misses the bar) |", RowOf(Given.Row(101, Better.Less, unit: "ms")), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_does_not_break_the_table() =>
        Assert.StartsWith("| a\\|b c | ", RowOf(Given.Row(1, work: "a|b\nc")), StringComparison.Ordinal);

    private static string RowOf(Row row) => MarkdownTable.Of([row]).TrimEnd('\n').Split('\n')[2];
}
