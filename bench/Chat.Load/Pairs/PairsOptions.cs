using Chat.Load.Measuring;
using Chat.Load.Pacing;

namespace Chat.Load.Pairs;

/// <param name="Users">Every second one writes to the one after it.</param>
/// <param name="Away">The recipients are not connected: a message is done with its ACK.</param>
/// <param name="Bare">The same against a bare hub, after it.</param>
internal sealed record PairsOptions(MeasuredStack Stack, LoadShape Shape, int Users, bool Away, bool Bare)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, .. LoadShape.Names, "--users"];

    private static readonly string[] Switches = ["--away", "--bare"];

    public static PairsOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, Switches);
        var options = new PairsOptions(
            MeasuredStack.Of(arguments),
            LoadShape.Of(arguments),
            arguments.Number("--users", 1000) / 2 * 2,
            arguments.Switches.Contains("--away"),
            arguments.Switches.Contains("--bare"));
        return options is { Away: true, Shape.Rate: not null } or { Away: true, Bare: true }
            ? throw new UsageException("--away goes with a closed loop against Chat alone.")
            : options;
    }
}
