using Chat.Load.Measuring;

namespace Chat.Load.Absent;

/// <param name="Recipients">Each with a sender of its own.</param>
/// <param name="Messages">What each of them missed.</param>
/// <param name="Size">Characters of base64.</param>
internal sealed record OfflineOptions(MeasuredStack Stack, int Recipients, int Messages, int Size)
{
    private static readonly string[] Names = [.. MeasuredStack.Names, "--users", "--messages", "--size"];

    public static OfflineOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new OfflineOptions(
            MeasuredStack.Of(arguments),
            arguments.Number("--users", 20),
            arguments.Number("--messages", 1000),
            arguments.Number("--size", 160));
    }
}
