using Chat.Chart.Drawing;

namespace Chat.Chart.Tests.Drawing;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.456, "0.46")]
    [InlineData(3.704, "3.7")]
    [InlineData(46.12, "46.1")]
    [InlineData(633.4, "633")]
    [InlineData(12_345.6, "12,346")]
    public void It_is_written_with_as_many_digits_as_people_read(double value, string text) => Assert.Equal(text, Figure.Of(value));
}
