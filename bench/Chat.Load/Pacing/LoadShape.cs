namespace Chat.Load.Pacing;

/// <summary>How much is sent, and for how long.</summary>
/// <param name="Window">Messages that each sender keeps under way, in a closed loop; 0 in an open one.</param>
/// <param name="Rate">Messages a second over all, in an open loop; null: a closed loop.</param>
/// <param name="Warm">Before the measuring.</param>
/// <param name="Size">Characters of base64.</param>
internal sealed record LoadShape(int Window, int? Rate, TimeSpan Warm, TimeSpan Measured, int Size)
{
    public static readonly string[] Names = ["--window", "--rate", "--warm", "--seconds", "--size"];

    public static LoadShape Of(Arguments arguments)
    {
        var window = arguments.Number("--window", 8);
        var rate = arguments.Number("--rate");
        return new LoadShape(
            rate is null ? window : 0,
            rate,
            arguments.Seconds("--warm", 10),
            arguments.Seconds("--seconds", 15),
            arguments.Number("--size", 160));
    }
}
