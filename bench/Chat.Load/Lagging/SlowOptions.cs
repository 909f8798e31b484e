using Chat.Load.Groups;
using Chat.Load.Measuring;
using Chat.Load.Pacing;

namespace Chat.Load.Lagging;

/// <param name="Members">Of the group: one writes, one lags.</param>
internal sealed record SlowOptions(MeasuredStack Stack, int Members, int Rate, TimeSpan Measured)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, "--members", "--rate", "--seconds"];

    private const int Size = 160;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);

    /// <summary>The group without the one who lags.</summary>
    public GroupOptions Others =>
        new(Stack, new LoadShape(0, Rate, Warm, Measured, Size), Rooms: 1, Members, Online: Members - 1, Beside: null);

    public static SlowOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new SlowOptions(
            MeasuredStack.Of(arguments),
            Math.Max(3, arguments.Number("--members", 1_000)),
            arguments.Number("--rate", 10),
            arguments.Seconds("--seconds", 40));
    }
}
