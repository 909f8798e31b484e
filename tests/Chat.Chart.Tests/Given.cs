namespace Chat.Chart.Tests;

internal static class Given
{
    /// <summary>With a bar of 100 and a goal twice as good.</summary>
    public static Row Row(double chat, Better better = Better.More, double? ejabberd = 50, string work = "some work", string unit = "msg/s") =>
        new(work, unit, better, ejabberd, Bar: 100, Goal: better == Better.More ? 200 : 50, chat);
}
