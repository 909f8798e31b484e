using System.Globalization;
using System.Xml.Linq;

namespace Chat.Chart.Drawing;

/// <summary>
/// The table as an SVG picture: a group of bars a row, each row on its own scale, so that all bars ("what it has to
/// reach") stand in one line. A colour alone says nothing: what misses its bar is also told in words.
/// </summary>
internal static class BarChart
{
    public const double Width = 900;

    /// <summary>Where a row's bar stands; a value twice as large is drawn twice as long.</summary>
    public const double BarAt = 230;

    /// <summary>Longer ones are cut off here, and show it by a torn end.</summary>
    public const double Longest = 520;

    private const double Left = 110;
    private const double Top = 56;
    private const double TitleHeight = 22;
    private const double BarHeight = 14;
    private const double BarGap = 4;
    private const double RowGap = 16;

    private const string Ink = "#1f2328";
    private const string Faint = "#59636e";
    private const string Paper = "#ffffff";
    private const string EjabberdColour = "#9aa4af";
    private const string GoodColour = "#1a7f37";
    private const string GoalColour = "#0b5cad";
    private const string MissedColour = "#cf222e";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Of(IReadOnlyList<Row> rows)
    {
        var drawn = new List<XElement>();
        var y = Top;
        foreach (var row in rows)
        {
            drawn.Add(Group(row, y, out var height));
            y += height;
        }

        var picture = new XElement(
            Svg + "svg",
            new XAttribute("width", Text(Width)),
            new XAttribute("height", Text(y)),
            new XAttribute("viewBox", $"0 0 {Text(Width)} {Text(y)}"),
            new XAttribute("font-family", "system-ui, sans-serif"),
            new XAttribute("font-size", 13),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", "Chat against its bars and ejabberd"),
            new XElement(
                Svg + "rect",
                new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("rx", 6), new XAttribute("fill", Paper)),
            Legend(),
            drawn);
        return picture + "\n";
    }

    private static XElement Legend() => new(
        Svg + "g",
        new XAttribute("class", "legend"),
        Swatch(16, EjabberdColour, "ejabberd"),
        Swatch(110, GoodColour, "Chat, at its bar"),
        Swatch(250, GoalColour, "Chat, at its goal"),
        Swatch(396, MissedColour, "Chat, misses its bar"),
        Line(572, 14, 32, Ink, dashed: false),
        Label(580, 28, "bar", Ink),
        Line(630, 14, 32, Ink, dashed: true),
        Label(638, 28, "goal; each row has its own scale", Ink));

    private static XElement Swatch(double x, string colour, string text) => new(
        Svg + "g",
        Rect(x, 16, 14, 14, colour),
        Label(x + 20, 28, text, Ink));

    private static XElement Group(Row row, double y, out double height)
    {
        var better = row.Better == Better.More ? "more is better" : "less is better";
        var title = new XElement(
            Svg + "text",
            new XAttribute("x", 16), new XAttribute("y", Text(y + 13)), new XAttribute("fill", Ink), new XAttribute("font-weight", 600),
            row.Work,
            new XElement(
                Svg + "tspan",
                new XAttribute("dx", 8), new XAttribute("fill", Faint), new XAttribute("font-weight", 400), $"{row.Unit}, {better}; bar {Aims(row)}"));

        var bars = new List<XElement>();
        var barY = y + TitleHeight;
        if (row.Ejabberd is { } ejabberd)
        {
            bars.Add(Bar("ejabberd", ejabberd, row, barY, EjabberdColour, note: null));
            barY += BarHeight + BarGap;
        }

        bars.Add(row.Verdict switch
        {
            Verdict.BelowBar => Bar("Chat", row.Chat, row, barY, MissedColour, "misses the bar"),
            Verdict.Goal => Bar("Chat", row.Chat, row, barY, GoalColour, note: null),
            _ => Bar("Chat", row.Chat, row, barY, GoodColour, note: null),
        });
        var bottom = barY + BarHeight;
        height = bottom + RowGap - y;

        var group = new XElement(Svg + "g", new XAttribute("class", $"row {ClassOf(row.Verdict)}"), title, bars);
        group.Add(Line(Left + BarAt, y + TitleHeight - 3, bottom + 3, Ink, dashed: false));
        if (row.Goal is { } goal && Length(goal, row) <= Longest)
            group.Add(Line(Left + Length(goal, row), y + TitleHeight - 3, bottom + 3, Ink, dashed: true));
        return group;
    }

    private static string ClassOf(Verdict verdict) => verdict switch
    {
        Verdict.BelowBar => "missed",
        Verdict.Goal => "goal",
        _ => "met",
    };

    private static string Aims(Row row) =>
        row.Goal is { } goal ? $"{Figure.Of(row.Bar)}, goal {Figure.Of(goal)}" : Figure.Of(row.Bar);

    private static XElement Bar(string who, double value, Row row, double y, string colour, string? note)
    {
        var length = Length(value, row);
        var shown = Math.Min(length, Longest);
        var bar = new XElement(
            Svg + "g",
            new XAttribute("class", who.ToLowerInvariant()),
            Label(16, y + 11.5, who, Faint),
            Rect(Left, y, Math.Max(shown, 1), BarHeight, colour));
        if (length > Longest)
            bar.Add(TornEnd(Left + Longest, y));
        // Beside the mark of the bar, not under it.
        var text = Label(Left + (shown is < BarAt and > BarAt - 60 ? BarAt : shown) + 8, y + 11.5, Figure.Of(value), Ink);
        if (note is not null)
        {
            text.Add(new XElement(
                Svg + "tspan", new XAttribute("dx", 8), new XAttribute("fill", MissedColour), new XAttribute("font-weight", 600), note));
        }

        bar.Add(text);
        return bar;
    }

    private static double Length(double value, Row row) => Math.Max(0, value / row.Bar * BarAt);

    private static XElement TornEnd(double x, double y) => new(
        Svg + "path",
        new XAttribute("class", "torn"),
        new XAttribute("d", string.Create(
            CultureInfo.InvariantCulture, $"M{x - 14:0.#} {y - 1:0.#}l-5 {(BarHeight + 2) / 2:0.#}l5 {(BarHeight + 2) / 2:0.#}h4l-5 -{(BarHeight + 2) / 2:0.#}l5 -{(BarHeight + 2) / 2:0.#}z")),
        new XAttribute("fill", Paper));

    private static XElement Rect(double x, double y, double width, double height, string colour) => new(
        Svg + "rect",
        new XAttribute("x", Text(x)), new XAttribute("y", Text(y)),
        new XAttribute("width", Text(width)), new XAttribute("height", Text(height)), new XAttribute("fill", colour));

    private static XElement Label(double x, double y, string text, string colour) => new(
        Svg + "text", new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("fill", colour), text);

    private static XElement Line(double x, double top, double bottom, string colour, bool dashed)
    {
        var line = new XElement(
            Svg + "line",
            new XAttribute("x1", Text(x)), new XAttribute("x2", Text(x)),
            new XAttribute("y1", Text(top)), new XAttribute("y2", Text(bottom)),
            new XAttribute("stroke", colour), new XAttribute("stroke-width", 1.5));
        if (dashed)
            line.Add(new XAttribute("stroke-dasharray", "3 2"));
        return line;
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
