using Chat.Load.Measuring;

namespace Chat.Load.Groups;

internal sealed record GroupOptions
{
    private static readonly string[] Names =
        [.. MeasuredStack.Names, "--members", "--window", "--rate", "--warm", "--seconds", "--size"];

    public required MeasuredStack Stack { get; init; }

    /// <summary>The sender is one of them.</summary>
    public int Members { get; private init; }

    /// <summary>Messages under way, in a closed loop.</summary>
    public int Window { get; private init; }

    /// <summary>Messages a second, in an open loop; null: a closed loop.</summary>
    public int? Rate { get; private init; }

    public TimeSpan Warm { get; private init; }

    public TimeSpan Measured { get; private init; }

    /// <summary>Characters of base64.</summary>
    public int Size { get; private init; }

    public static GroupOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, []);
        return new GroupOptions
        {
            Stack = MeasuredStack.Of(arguments),
            Members = Math.Max(2, arguments.Number("--members", 1000)),
            Window = arguments.Number("--window", 8),
            Rate = arguments.Number("--rate"),
            Warm = arguments.Seconds("--warm", 10),
            Measured = arguments.Seconds("--seconds", 15),
            Size = arguments.Number("--size", 160),
        };
    }
}
