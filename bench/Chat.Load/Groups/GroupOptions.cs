using Chat.Load.Measuring;
using Chat.Load.Pacing;

namespace Chat.Load.Groups;

/// <param name="Members">The sender is one of them.</param>
internal sealed record GroupOptions(MeasuredStack Stack, LoadShape Shape, int Members)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, .. LoadShape.Names, "--members"];

    public static GroupOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new GroupOptions(
            MeasuredStack.Of(arguments), LoadShape.Of(arguments), Math.Max(2, arguments.Number("--members", 1000)));
    }
}
