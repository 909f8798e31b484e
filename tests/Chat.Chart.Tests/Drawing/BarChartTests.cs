using System.Globalization;
using System.Xml.Linq;
using Chat.Chart.Drawing;

namespace Chat.Chart.Tests.Drawing;

public sealed class BarChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Bars_are_as_long_as_their_share_of_the_rows_bar()
    {
        var row = RowOf(Given.Row(chat: 150, ejabberd: 50));
        Assert.Equal(BarChart.BarAt * 1.5, LengthOf(row, "chat"), tolerance: 0.1);
        Assert.Equal(BarChart.BarAt * 0.5, LengthOf(row, "ejabberd"), tolerance: 0.1);
        Assert.Equal(["50", "150"], FiguresOf(row));
    }

    [Fact]
    public void Where_less_is_better_the_better_one_is_the_shorter_one_and_meets_the_bar()
    {
        var row = RowOf(Given.Row(chat: 40, Better.Less, ejabberd: 160));
        Assert.True(LengthOf(row, "chat") < LengthOf(row, "ejabberd"));
        Assert.Equal("row goal", row.Attribute("class")!.Value);
        Assert.Contains("less is better", row.Value, StringComparison.Ordinal);
        var goal = row.Elements(Svg + "line").Last();
        var bar = row.Elements(Svg + "line").First();
        Assert.Equal(BarChart.BarAt / 2, Number(bar, "x1") - Number(goal, "x1"), tolerance: 0.2);
    }

    [Theory]
    [InlineData(99, "More", true)]
    [InlineData(100, "More", false)]
    [InlineData(101, "Less", true)]
    [InlineData(100, "Less", false)]
    public void A_row_that_misses_its_bar_is_marked_in_words(double chat, string better, bool missed)
    {
        var row = RowOf(Given.Row(chat, Enum.Parse<Better>(better)));
        Assert.Equal(missed, row.Value.Contains("misses the bar", StringComparison.Ordinal));
        Assert.Equal(missed ? "row missed" : "row met", row.Attribute("class")!.Value);
    }

    [Fact]
    public void A_bar_beyond_the_picture_is_torn_and_still_tells_its_figure()
    {
        var row = RowOf(Given.Row(chat: 100_000));
        Assert.Equal(BarChart.Longest, LengthOf(row, "chat"));
        Assert.Single(row.Descendants(Svg + "path"));
        Assert.Equal("100,000", FiguresOf(row).Last());
    }

    [Fact]
    public void Where_ejabberd_has_no_figure_it_has_no_bar() =>
        Assert.Single(RowOf(Given.Row(chat: 1, ejabberd: null)).Elements(Svg + "g"));

    [Fact]
    public void Text_is_text_whatever_it_holds()
    {
        var row = RowOf(Given.Row(chat: 1, work: "<script>a & b</script>", unit: "\"<>\""));
        Assert.StartsWith("<script>a & b</script>\"<>\", more", row.Element(Svg + "text")!.Value, StringComparison.Ordinal);
        Assert.Empty(row.Descendants(Svg + "script"));
    }

    [Fact]
    public void It_brings_its_own_background_and_holds_every_row()
    {
        var picture = XElement.Parse(BarChart.Of([Given.Row(1), Given.Row(200), Given.Row(3, ejabberd: null)]));
        Assert.Equal("rect", picture.Elements().First(element => element.Name != Svg + "title").Name.LocalName);
        var height = Number(picture, "height");
        Assert.All(picture.Descendants(Svg + "rect").Skip(1), rect => Assert.InRange(Number(rect, "y") + Number(rect, "height"), 0, height));
        Assert.All(picture.Descendants(Svg + "line"), line => Assert.InRange(Number(line, "x1"), 0, BarChart.Width));
        Assert.Equal(3, picture.Elements(Svg + "g").Count(group => group.Attribute("class")!.Value.StartsWith("row ", StringComparison.Ordinal)));
    }

    private static XElement RowOf(Row row) => XElement.Parse(BarChart.Of([row])).Elements(Svg + "g").Last();

    private static double LengthOf(XElement row, string who) =>
        Number(row.Elements(Svg + "g").Single(bar => bar.Attribute("class")!.Value == who).Element(Svg + "rect")!, "width");

    private static IEnumerable<string> FiguresOf(XElement row) =>
        row.Elements(Svg + "g").Select(bar => bar.Elements(Svg + "text").Last().Nodes().OfType<XText>().First().Value);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
