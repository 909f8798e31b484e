using Chat.Load.Measuring;

namespace Chat.Load.Pairs;

internal sealed record PairsOptions
{
    private static readonly string[] Names =
        [.. MeasuredStack.Names, "--users", "--window", "--rate", "--warm", "--seconds", "--size"];

    private static readonly string[] Switches = ["--away", "--bare"];

    public required MeasuredStack Stack { get; init; }

    /// <summary>Every second one writes to the one after it.</summary>
    public int Users { get; private init; }

    /// <summary>Messages that each sender has under way, in a closed loop.</summary>
    public int Window { get; private init; }

    /// <summary>Messages a second over all, in an open loop; null: a closed loop.</summary>
    public int? Rate { get; private init; }

    public TimeSpan Warm { get; private init; }

    public TimeSpan Measured { get; private init; }

    /// <summary>Characters of base64.</summary>
    public int Size { get; private init; }

    /// <summary>The recipients are not connected: a message is done with its ACK.</summary>
    public bool Away { get; private init; }

    /// <summary>The same against a bare hub, after it.</summary>
    public bool Bare { get; private init; }

    public static PairsOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, Switches);
        var options = new PairsOptions
        {
            Stack = MeasuredStack.Of(arguments),
            Users = arguments.Number("--users", 1000) / 2 * 2,
            Window = arguments.Number("--window", 8),
            Rate = arguments.Number("--rate"),
            Warm = arguments.Seconds("--warm", 10),
            Measured = arguments.Seconds("--seconds", 15),
            Size = arguments.Number("--size", 160),
            Away = arguments.Switches.Contains("--away"),
            Bare = arguments.Switches.Contains("--bare"),
        };
        return options is { Away: true, Rate: not null } or { Away: true, Bare: true }
            ? throw new UsageException("--away goes with a closed loop against Chat alone.")
            : options;
    }
}
