using Chat.Load.Processes;
using Chat.Load.Faults.Reporting;
using Chat.Load.Faults.Sending;
using Chat.Load.Faults.Striking;
using Chat.Load.Faults.Watching;

namespace Chat.Load.Faults;

/// <summary>One fault after the other, each when the stack has recovered from the last.</summary>
internal sealed class Campaign(
    RunningStack stack, Probes probes, SteadyLoad load, Wholeness wholeness, RunClock clock, TimeSpan patience)
{
    /// <summary>Recovered is what has stayed whole for so long.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly List<FaultRow> _rows = [];

    public IReadOnlyList<FaultRow> Rows => _rows;

    /// <summary>Ends before its time if the stack does not recover.</summary>
    public async Task RunAsync(IEnumerable<IFault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            if (!await SpreadAsync(cancellationToken))
                return;
            var row = await StrikeAsync(fault, cancellationToken);
            _rows.Add(row);
            Console.WriteLine(row);
            if (row is { Skipped: null, Recovered: false })
            {
                Console.WriteLine($"Given up: not recovered within {patience.TotalSeconds} s. {State()}");
                return;
            }
        }
    }

    /// <summary>Waits until everything is up, ACKed and whole, and has been for a while.</summary>
    /// <returns>False: it was not in time.</returns>
    public async Task<bool> RecoveredAsync(CancellationToken cancellationToken)
    {
        using var turns = new PeriodicTimer(Look);
        var began = clock.Now;
        var since = began;
        while (clock.Now - since < Steady)
        {
            if (clock.Now - began > patience)
                return false;
            await turns.WaitForNextTickAsync(cancellationToken);
            if (stack.Down().Count > 0 || !probes.AreAcked || wholeness.Behind.Count > 0)
                since = clock.Now;
        }

        return true;
    }

    private async Task<bool> SpreadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await probes.SpreadAsync(cancellationToken).WaitAsync(patience, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            Console.WriteLine($"Given up: the probes cannot connect. {State()}");
            return false;
        }
    }

    private async Task<FaultRow> StrikeAsync(IFault fault, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, cancellationToken);
        var struckAt = clock.Now;
        var underWay = 0;
        string? note;
        try
        {
            note = await fault.StrikeAsync(Struck, cancellationToken);
        }
        catch (FaultSkippedException skipped)
        {
            return new FaultRow { Fault = fault.Name, Skipped = skipped.Message };
        }

        var over = clock.Now;
        var recovered = await RecoveredAsync(cancellationToken);
        var acks = recovered ? probes.Read() : null;
        return new FaultRow
        {
            Fault = fault.Name,
            StruckAt = struckAt.TotalSeconds,
            Lasted = (over - struckAt).TotalSeconds,
            UnderWay = underWay,
            AckedAgain = acks?.Again.TotalSeconds,
            Silence = acks?.Silence.TotalSeconds,
            Whole = recovered ? Math.Max(0, (wholeness.LastBehind - struckAt).TotalSeconds) : null,
            Recovered = recovered,
            Bars = fault.Bars,
            Note = recovered ? note : State(),
        };

        void Struck()
        {
            struckAt = clock.Now;
            underWay = load.UnderWay + probes.UnderWay;
            probes.Begin(struckAt);
        }
    }

    private string State() =>
        $"down: {string.Join(", ", stack.Down())}; sends under way {load.UnderWay + probes.UnderWay}; "
        + $"devices behind {wholeness.Behind.Count}";
}
