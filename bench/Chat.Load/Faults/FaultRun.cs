using Chat.Load.Faults.Living;
using Chat.Load.Faults.Population;
using Chat.Load.Processes;
using Chat.Load.Faults.Reporting;
using Chat.Load.Faults.Sending;
using Chat.Load.Faults.Striking;
using Chat.Load.Faults.Watching;
using Chat.Load.Reporting;

namespace Chat.Load.Faults;

/// <summary>The load, everything that goes on beside it, and the faults: from the first message until all is settled.</summary>
internal sealed class FaultRun : IDisposable
{
    /// <summary>Receipts are sent twice a second at most.</summary>
    private static readonly TimeSpan ReceiptsSettle = TimeSpan.FromSeconds(3);

    private readonly FaultsOptions _options;
    private readonly LoadedCrowd _crowd;
    private readonly RunClock _clock;
    private readonly CancellationTokenSource _givingUp;
    private readonly SteadyLoad _load;
    private readonly Probes _probes;
    private readonly Wholeness _wholeness;
    private readonly PresenceViews _views;
    private readonly Absences _absences;
    private readonly Campaign _campaign;

    public FaultRun(FaultsOptions options, LoadedCrowd crowd, RunningStack stack, RunClock clock, CancellationToken cancellation)
    {
        _options = options;
        _crowd = crowd;
        _clock = clock;
        _givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Membership = new MembershipBoard(crowd);
        _load = new SteadyLoad(crowd, Membership, options.Mix.LoadRate, new Random(options.Seed), Cancellation);
        _probes = new Probes(crowd, clock, Cancellation);
        _wholeness = new Wholeness(crowd, clock);
        _views = new PresenceViews(crowd, clock);
        _absences = new Absences(crowd, new Random(options.Seed));
        _campaign = new Campaign(stack, _probes, _load, _wholeness, clock, options.Patience);
    }

    public MembershipBoard Membership { get; }

    public IReadOnlyList<FaultRow> Rows => _campaign.Rows;

    /// <summary>Sends that a client gave up.</summary>
    public int Refused => _load.Refused + _probes.Refused;

    public long HeldBack => _load.HeldBack;

    /// <summary>Views of somebody's presence that were wrong for longer than they may be.</summary>
    public int WrongViews => _views.WrongTooLong;

    /// <summary>Whether every send had its outcome and every device everything, at the end.</summary>
    public bool Settled { get; private set; }

    /// <summary>Gives up what is under way.</summary>
    private CancellationToken Cancellation => _givingUp.Token;

    public async Task RunAsync(IReadOnlyList<IFault> faults)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var endOfWatch = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = Task.WhenAll(_wholeness.RunAsync(endOfWatch.Token), _views.RunAsync(endOfWatch.Token));
        var living = Task.WhenAll(
            _load.RunAsync(end.Token),
            _probes.RunAsync(end.Token),
            Reading.Of(_crowd, Membership, new Random(_options.Seed)).RunAsync(end.Token, Cancellation),
            Typing.Of(_crowd, Membership, new Random(_options.Seed)).RunAsync(end.Token, Cancellation),
            new Membership(Membership, new Random(_options.Seed), _clock).RunAsync(end.Token, Cancellation),
            _absences.RunAsync(end.Token, Cancellation));
        await new ProgressLine(Progress, TimeProvider.System).WhileAsync(Task.WhenAny(CampaignAsync(faults), living).Unwrap());
        await end.CancelAsync();
        Settled = await SettleAsync(living);
        await endOfWatch.CancelAsync();
        await watching;
        if (!Settled)
        {
            await _givingUp.CancelAsync();
            await living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _givingUp.Dispose();

    private async Task CampaignAsync(IReadOnlyList<IFault> faults)
    {
        if (await _campaign.RecoveredAsync(Cancellation))
            await _campaign.RunAsync(faults, Cancellation);
        else
            Console.WriteLine($"The load alone is too much: {Progress()}");
    }

    /// <summary>Nothing is asked for here: the devices must come to everything by their own means.</summary>
    private async Task<bool> SettleAsync(Task living)
    {
        try
        {
            await living.WaitAsync(_options.Patience, Cancellation);
            var settling = _clock.Now;
            while (_wholeness.Behind.Count > 0 || _views.WrongNow > 0 || _clock.Now - settling < ReceiptsSettle)
            {
                if (_clock.Now - settling > _options.Patience)
                    return false;
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }

            return true;
        }
        catch (TimeoutException)
        {
            Console.WriteLine($"Not everything is ACKed: {Progress()}");
            return false;
        }
    }

    private string Progress() =>
        $"{_clock.Now.TotalSeconds,6:0} s  sent {_load.Acked}, under way {_load.UnderWay + _probes.UnderWay}, "
        + $"delivered {_crowd.Devices.Sum(device => device.AppliedCount)}, away {_absences.Away}, behind {_wholeness.Behind.Count}, "
        + $"presence seen wrong {_views.WrongNow}";
}
