using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Sending;

/// <summary>A pair of devices of which one writes to the other all the time.</summary>
internal sealed class Probe(LoadedChat chat, RunClock clock, CancellationToken cancellation)
{
    private const int MaxUnderWay = 500;

    private readonly Outstanding _sends = new(MaxUnderWay);
    private int _refused;

    public AckTrace Acks { get; } = new();

    public int UnderWay => _sends.Count;

    public int Refused => Volatile.Read(ref _refused);

    public IEnumerable<LoadedDevice> Devices => chat.Members.SelectMany(member => member.Devices);

    /// <summary>Sends until the end, then awaits what is under way.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var sender = chat.Members[0].Devices[0];
        using var turns = new PeriodicTimer(Mix.ProbeEvery);
        try
        {
            while (await turns.WaitForNextTickAsync(end))
                _sends.TryStart(() => SendAsync(sender));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await _sends.EndedAsync(cancellation);
        }
    }

    private async Task SendAsync(LoadedDevice sender)
    {
        var sent = clock.Now;
        if (await sender.SendAsync(chat, MessageText.Next(), cancellation) is null)
            Interlocked.Increment(ref _refused);
        else
            Acks.AckCame(sent, clock.Now);
    }
}
