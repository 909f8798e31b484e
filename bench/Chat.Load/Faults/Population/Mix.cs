namespace Chat.Load.Faults.Population;

/// <summary>Who there is and who writes how much. Stated in every output.</summary>
/// <param name="People">Without the probes. Everybody is in the big group.</param>
/// <param name="Rate">Messages a second over all, the probes' included.</param>
/// <param name="Probes">Pairs that are written to all the time.</param>
internal sealed record Mix(int People, int Rate, int Probes)
{
    /// <summary>A probe sends this often.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Parts of the load without the probes', in percent.</summary>
    public static readonly IReadOnlyList<(ChatKind Kind, int Percent)> Shares =
    [
        (ChatKind.Direct, 60), (ChatKind.Three, 28), (ChatKind.Thirty, 11), (ChatKind.Big, 1),
    ];

    /// <summary>Users whom a watching device watches.</summary>
    public const int Watched = 20;

    private const int MaxDeliveriesPerSecond = 5_000;

    /// <summary>One user in five has a second device.</summary>
    public static bool HasTwoDevices(int person) => person % 5 == 4;

    /// <summary>One user in five watches others, on the first device.</summary>
    public static bool Watches(int person) => person % 5 == 0;

    public int Directs => People / 2;

    public int Threes => People / 8;

    public int Thirties => Math.Max(1, People / 50);

    /// <summary>Above 256: its messages leave Delivery in parts.</summary>
    public int BigGroupSize => 300;

    /// <summary>Members of the big group who have no device.</summary>
    public int Absent => Math.Max(0, BigGroupSize - People);

    public int LoadRate => Math.Max(1, Rate - Probes * ProbesPerSecond);

    /// <summary>Each message goes to all devices of all members but the one that sent it.</summary>
    public int DeliveriesPerSecond
    {
        get
        {
            const double devices = 1.2;
            var sizes = new Dictionary<ChatKind, int>
            {
                [ChatKind.Direct] = 2,
                [ChatKind.Three] = 3,
                [ChatKind.Thirty] = Math.Min(30, People),
                [ChatKind.Big] = Math.Min(BigGroupSize, People),
            };
            var load = Shares.Sum(share => LoadRate * share.Percent / 100.0 * (sizes[share.Kind] * devices - 1));
            return (int)(Probes * ProbesPerSecond + load);
        }
    }

    private static int ProbesPerSecond => (int)(TimeSpan.FromSeconds(1) / ProbeEvery);

    /// <exception cref="UsageException">It would be too much for what it is to show.</exception>
    public void Check()
    {
        if (People < 4 || DeliveriesPerSecond > MaxDeliveriesPerSecond)
        {
            throw new UsageException(
                $"{DeliveriesPerSecond} deliveries a second are more than {MaxDeliveriesPerSecond}, or {People} people fewer than 4.");
        }
    }

    public override string ToString() =>
        $"{Rate} messages a second, about {DeliveriesPerSecond} deliveries: {Probes} probe pairs with {ProbesPerSecond} a second "
        + $"each; of the other {LoadRate}, {string.Join(", ", Shares.Select(share => $"{share.Percent} % to {Name(share.Kind)}"))}; "
        + $"{People} users, one in five with two devices, one in five watching {Watched} others";

    private string Name(ChatKind kind) => kind switch
    {
        ChatKind.Direct => $"{Directs} one-to-one chats",
        ChatKind.Three => $"{Threes} groups of 3",
        ChatKind.Thirty => $"{Thirties} groups of {Math.Min(30, People)}",
        _ => $"one group of {BigGroupSize}, {Absent} of whom have no device",
    };
}
