using Chat.Load.Measuring;

namespace Chat.Load.Joining;

/// <param name="Members">Who join in one call, and the owner.</param>
/// <param name="Online">Of them, connected; the owner is one.</param>
internal sealed record JoinOptions(MeasuredStack Stack, int Members, int Online)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, "--members", "--online"];

    public static JoinOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        var members = Math.Max(2, arguments.Number("--members", 10_000));
        return new JoinOptions(
            MeasuredStack.Of(arguments), members, Math.Clamp(arguments.Number("--online", 2_000), 2, members));
    }
}
