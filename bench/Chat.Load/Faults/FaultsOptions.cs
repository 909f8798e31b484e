using Chat.Load.Faults.Population;
using Chat.Load.Faults.Striking;
using Chat.Load.Measuring;

namespace Chat.Load.Faults;

internal sealed record FaultsOptions
{
    private static readonly string[] Names =
    [
        .. MeasuredStack.Names,
        "--rate", "--people", "--probes", "--times", "--seed", "--only", "--swap", "--patience", "--markdown", "--histories",
    ];

    private static readonly string[] Switches = ["--untimed"];

    public required MeasuredStack Stack { get; init; }

    public required Mix Mix { get; init; }

    /// <summary>How often each fault comes.</summary>
    public int Times { get; private init; }

    /// <summary>Of the order of the faults, the choice of members and senders.</summary>
    public int Seed { get; private init; }

    /// <summary>None: every fault.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>For the rolling restart.</summary>
    public BinarySwap? Swap { get; private init; }

    /// <summary>How long a recovery may take before the run is given up.</summary>
    public TimeSpan Patience { get; private init; }

    /// <summary>Recovery is not held against the bars: this is no machine for them.</summary>
    public bool Untimed { get; private init; }

    public string? Markdown { get; private init; }

    /// <summary>Where a failing run's histories go.</summary>
    public string Histories { get; private init; } = "";

    /// <summary>What repeats this run.</summary>
    public string CommandLine =>
        $"faults --rate {Mix.Rate} --people {Mix.People} --probes {Mix.Probes} --times {Times} --seed {Seed}"
        + (Only.Count == 0 ? "" : $" --only {string.Join(',', Only)}");

    public static FaultsOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, Switches);
        var options = new FaultsOptions
        {
            Stack = MeasuredStack.Of(arguments),
            Mix = new Mix(arguments.Number("--people", 300), arguments.Number("--rate", 500), arguments.Number("--probes", 8)),
            Times = arguments.Number("--times", 1),
            Seed = arguments.Number("--seed", Random.Shared.Next(1, 1_000_000)),
            Only = arguments.Text("--only")?.Split(',') ?? [],
            Swap = SwapOf(arguments.Text("--swap")),
            Patience = arguments.Seconds("--patience", 120),
            Untimed = arguments.Switches.Contains("--untimed"),
            Markdown = arguments.Text("--markdown"),
            Histories = arguments.Text("--histories") ?? "fault-histories",
        };
        options.Mix.Check();
        return options;
    }

    private static BinarySwap? SwapOf(string? text) => text?.Split('=') switch
    {
        null => null,
        [var running, var release] => new BinarySwap(running, release),
        _ => throw new UsageException("--swap wants RUNNING=RELEASE, the roots of two source trees."),
    };
}
