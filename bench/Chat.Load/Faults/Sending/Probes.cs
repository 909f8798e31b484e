using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Sending;

/// <summary>All probes: spread over gateways, shards and replicas by chance, and anew before each fault.</summary>
internal sealed class Probes
{
    /// <summary>A probe sends 20 times in it.</summary>
    public static readonly TimeSpan Stretch = TimeSpan.FromSeconds(1);

    private readonly Probe[] _probes;
    private readonly RunClock _clock;

    public Probes(LoadedCrowd crowd, RunClock clock, CancellationToken cancellation)
    {
        _clock = clock;
        _probes = [.. crowd.Of(ChatKind.Probe).Select(chat => new Probe(chat, clock, cancellation))];
    }

    public int UnderWay => _probes.Sum(probe => probe.UnderWay);

    public int Refused => _probes.Sum(probe => probe.Refused);

    /// <summary>Whether each has had an ACK within the last second.</summary>
    public bool AreAcked => _probes.All(probe => _clock.Now - probe.Acks.LastAck < Stretch);

    public Task RunAsync(CancellationToken end) => Task.WhenAll(_probes.Select(probe => probe.RunAsync(end)));

    public void Begin(TimeSpan at)
    {
        foreach (var probe in _probes)
            probe.Acks.Begin(at);
    }

    /// <summary>Each at the probe where it took the longest; null: one of them had no ACK.</summary>
    public (TimeSpan Again, TimeSpan Silence)? Read()
    {
        var read = _probes.Select(probe => probe.Acks.Read(Stretch)).ToArray();
        return read.Any(one => one is null) ? null : (read.Max(one => one!.Value.Again), read.Max(one => one!.Value.Silence));
    }

    /// <summary>Connects them anew, one after another: a killed gateway leaves them all at the other one.</summary>
    public async Task SpreadAsync(CancellationToken cancellationToken)
    {
        foreach (var device in _probes.SelectMany(probe => probe.Devices))
        {
            await device.DisconnectAsync();
            await device.ConnectAsync(cancellationToken);
        }
    }
}
