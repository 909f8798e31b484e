namespace Chat.Load.Replaying;

internal sealed record ReplayOptions
{
    private static readonly string[] Names =
        ["--edge", "--rooms", "--lines", "--rate", "--settle", "--stall", "--signups", "--acks", "--json"];

    private static readonly string[] Switches = ["--stay", "--disturbed", "--receipts"];

    /// <summary>Null: a generated conversation.</summary>
    public string? File { get; private init; }

    public required Uri Edge { get; init; }

    public int Rooms { get; private init; }

    public int LinesPerRoom { get; private init; }

    /// <summary>Messages a second; null: as fast as the ACKs come.</summary>
    public int? Rate { get; private init; }

    public bool EverybodyStays { get; private init; }

    public bool Disturbed { get; private init; }

    public bool Receipts { get; private init; }

    public TimeSpan Settle { get; private init; }

    public TimeSpan Stall { get; private init; }

    public int SignUps { get; private init; }

    public string? Acks { get; private init; }

    public string? Json { get; private init; }

    public static ReplayOptions Parse(string[] args)
    {
        var arguments = Arguments.Parse(args, Names, Switches);
        return new ReplayOptions
        {
            File = arguments.Word,
            Edge = arguments.Edge,
            Rooms = arguments.Number("--rooms", 5),
            LinesPerRoom = arguments.Number("--lines", int.MaxValue),
            Rate = arguments.Number("--rate"),
            EverybodyStays = arguments.Switches.Contains("--stay"),
            Disturbed = arguments.Switches.Contains("--disturbed"),
            Receipts = arguments.Switches.Contains("--receipts"),
            Settle = arguments.Seconds("--settle", 120),
            Stall = arguments.Seconds("--stall", 300),
            SignUps = arguments.Number("--signups", 4),
            Acks = arguments.Text("--acks"),
            Json = arguments.Json,
        };
    }
}
