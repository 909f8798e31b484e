using System.Globalization;

namespace Chat.Chart.Drawing;

/// <summary>Figures as people read them: three digits, thousands apart.</summary>
internal static class Figure
{
    public static string Of(double value) => value switch
    {
        0 => "0",
        >= 100 => Write(value, "#,0"),
        >= 10 => Write(value, "0.#"),
        _ => Write(value, "0.##"),
    };

    private static string Write(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
