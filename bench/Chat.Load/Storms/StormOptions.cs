using Chat.Load.Measuring;

namespace Chat.Load.Storms;

/// <param name="AtOnce">Connects under way, the first time; they come back without a bound.</param>
/// <param name="Senders">Of them, who send a message as soon as they are back.</param>
internal sealed record StormOptions(MeasuredStack Stack, int Users, int AtOnce, int Senders)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, "--users", "--at-once", "--senders"];

    public static StormOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new StormOptions(
            MeasuredStack.Of(arguments),
            Math.Max(2, arguments.Number("--users", 5000) / 2 * 2),
            arguments.Number("--at-once", 64),
            arguments.Number("--senders") ?? 0);
    }
}
