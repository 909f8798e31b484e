using Chat.Load.Measuring;

namespace Chat.Load.Idling;

/// <param name="Settle">Before memory is measured: after the last log-in, and again after the last connect.</param>
/// <param name="Measured">CPU, from then on.</param>
internal sealed record IdleOptions(MeasuredStack Stack, int Users, TimeSpan Settle, TimeSpan Measured)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, "--users", "--settle", "--seconds"];

    public static IdleOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new IdleOptions(
            MeasuredStack.Of(arguments),
            arguments.Number("--users", 5000),
            arguments.Seconds("--settle", 30),
            arguments.Seconds("--seconds", 30));
    }
}
