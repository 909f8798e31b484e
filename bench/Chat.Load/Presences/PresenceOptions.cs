using Chat.Load.Measuring;

namespace Chat.Load.Presences;

/// <param name="Users">Who come and go.</param>
/// <param name="Watchers">Who stay, and see them do so.</param>
/// <param name="Each">Users that each of them watches.</param>
/// <param name="Stay">Between two changes of a user, on average.</param>
/// <param name="Grace">How long the views may take at the end to be right.</param>
internal sealed record PresenceOptions(
    MeasuredStack Stack, int Users, int Watchers, int Each, TimeSpan Stay, TimeSpan Warm, TimeSpan Measured, TimeSpan Grace)
{
    private static readonly string[] Names =
        [.. MeasuredStack.Names, "--users", "--watchers", "--each", "--stay", "--warm", "--seconds", "--grace"];

    public static PresenceOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        var users = arguments.Number("--users", 5_000);
        return new PresenceOptions(
            MeasuredStack.Of(arguments),
            users,
            arguments.Number("--watchers", 500),
            Math.Min(users, arguments.Number("--each", 50)),
            arguments.Seconds("--stay", 30),
            arguments.Seconds("--warm", 30),
            arguments.Seconds("--seconds", 60),
            arguments.Seconds("--grace", 75));
    }
}
