using Chat.Load.Faults.Living;
using Chat.Load.Faults.Population;
using Chat.Load.Pacing;

namespace Chat.Load.Faults.Sending;

/// <summary>Sends at its own rate, whatever comes back, from devices that are present, to chats in the shares of the mix.</summary>
internal sealed class SteadyLoad
{
    private const int MaxUnderWay = 5_000;
    private const int MaxPicks = 10;
    private static readonly TimeSpan Rise = TimeSpan.FromSeconds(3);

    private readonly LoadedCrowd _crowd;
    private readonly MembershipBoard _membership;
    private readonly Random _random;
    private readonly Outstanding _sends = new(MaxUnderWay);
    private readonly OpenLoop _loop;
    private readonly CancellationToken _cancellation;
    private long _acked;
    private int _refused;

    /// <param name="cancellation">Gives up what is under way.</param>
    public SteadyLoad(LoadedCrowd crowd, MembershipBoard membership, int perSecond, Random random, CancellationToken cancellation)
    {
        _crowd = crowd;
        _membership = membership;
        _random = random;
        _cancellation = cancellation;
        _loop = new OpenLoop(perSecond, Rise, (_, _) => TrySend());
    }

    public int UnderWay => _sends.Count;

    public long Acked => Volatile.Read(ref _acked);

    /// <summary>Sends that the client gave up: none should be.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Not sent, since too many were under way or nobody was present.</summary>
    public long HeldBack => _loop.HeldBack;

    /// <summary>Sends until the end, then awaits what is under way.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        await _loop.RunAsync(end);
        await _sends.EndedAsync(_cancellation);
    }

    private bool TrySend()
    {
        var chats = _crowd.Of(PickKind());
        for (var attempt = 0; attempt < MaxPicks; attempt++)
        {
            var chat = chats[_random.Next(chats.Count)];
            var sender = chat.WithDevices[_random.Next(chat.WithDevices.Count)];
            if (!_membership.Comes(sender, chat) && sender.AnyPresent(_random) is { } device)
                return _sends.TryStart(() => SendAsync(device, chat));
        }

        return false;
    }

    private ChatKind PickKind()
    {
        var percent = _random.Next(100);
        foreach (var (kind, share) in Mix.Shares)
        {
            if (percent < share)
                return kind;
            percent -= share;
        }

        return ChatKind.Direct;
    }

    private async Task SendAsync(LoadedDevice device, LoadedChat chat)
    {
        if (await device.SendAsync(chat, MessageText.Next(), _cancellation) is null)
            Interlocked.Increment(ref _refused);
        else
            Interlocked.Increment(ref _acked);
    }
}
