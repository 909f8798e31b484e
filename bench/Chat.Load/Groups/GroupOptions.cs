using Chat.Load.Measuring;
using Chat.Load.Pacing;

namespace Chat.Load.Groups;

/// <param name="Rooms">All of the same people.</param>
/// <param name="Members">Of each room; its sender is one of them.</param>
/// <param name="Online">Of them, connected; the others have no device.</param>
/// <param name="Beside">One-to-one messages a second beside it, in a run of their own; null: none.</param>
internal sealed record GroupOptions(MeasuredStack Stack, LoadShape Shape, int Rooms, int Members, int Online, int? Beside)
{
    private static readonly string[] Names =
        [.. MeasuredStack.Names, .. LoadShape.Names, "--rooms", "--members", "--online", "--beside"];

    public int Offline => Members - Online;

    public static GroupOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        var members = Math.Max(2, arguments.Number("--members", 1000));
        return new GroupOptions(
            MeasuredStack.Of(arguments),
            LoadShape.Of(arguments),
            arguments.Number("--rooms", 1),
            members,
            Math.Clamp(arguments.Number("--online", members), 2, members),
            arguments.Number("--beside"));
    }
}
