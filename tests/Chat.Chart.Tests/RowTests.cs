namespace Chat.Chart.Tests;

public sealed class RowTests
{
    [Theory]
    [InlineData(99, "BelowBar")]
    [InlineData(100, "Bar")]
    [InlineData(199, "Bar")]
    [InlineData(200, "Goal")]
    public void Where_more_is_better_the_bar_is_reached_from_below(double chat, string verdict) =>
        Assert.Equal(verdict, Given.Row(chat).Verdict.ToString());

    [Theory]
    [InlineData(101, "BelowBar")]
    [InlineData(100, "Bar")]
    [InlineData(51, "Bar")]
    [InlineData(50, "Goal")]
    public void Where_less_is_better_the_bar_is_reached_from_above(double chat, string verdict) =>
        Assert.Equal(verdict, Given.Row(chat, Better.Less).Verdict.ToString());

    [Fact]
    public void Without_a_goal_the_bar_is_the_best_there_is() =>
        Assert.Equal(Verdict.Bar, (Given.Row(1_000_000) with { Goal = null }).Verdict);
}
