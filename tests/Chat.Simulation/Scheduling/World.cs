using System.Globalization;

namespace Chat.Simulation.Scheduling;

/// <summary>
/// Everything of one run, on one thread: steps of the simulated processes that are ready now, in an order that the seed
/// chooses, and what happens at a later time, in the order of time. Time stands while anything is ready.
/// </summary>
/// <remarks>
/// It runs as an item of the thread pool, whose only worker it shares with what the base library sends there: those items
/// go first, so that nothing runs beside a step.
/// </remarks>
internal sealed class World(int seed, TextWriter? log) : IThreadPoolWorkItem
{
    /// <summary>A run that takes more never ends by itself.</summary>
    private const long MaxSteps = 3_000_000;

    private readonly List<Step> _ready = [];
    private readonly PriorityQueue<Action, (long Due, long Order)> _later = new();
    private readonly PriorityQueue<Action, long> _amidst = new();
    private readonly ManualResetEventSlim _ended = new();
    private long _order;
    private bool _ending;

    public Random Random { get; } = new(seed);

    /// <summary>In ticks since the beginning.</summary>
    public long Now { get; private set; }

    public TimeSpan Time => TimeSpan.FromTicks(Now);

    public long Steps { get; private set; }

    /// <summary>Of the order of all steps and their times: the same seed has the same.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037UL;

    /// <summary>What broke the run off; null: it came to its end.</summary>
    public Exception? Failure { get; private set; }

    public bool Logs => log is not null;

    public void Log(FormattableString text) => log?.WriteLine(FormattableString.Invariant($"{Time.TotalMilliseconds,12:0.000} ") + text.ToString(CultureInfo.InvariantCulture));

    public void Ready(Node node, Task task) => _ready.Add(new Step(node, task));

    /// <summary>At that time from now: something of no process, the network's or a store's.</summary>
    public void After(TimeSpan delay, Action action) => _later.Enqueue(action, (Now + Math.Max(0, delay.Ticks), ++_order));

    /// <summary>Between two steps: time stands while much is done, and what comes at a time finds it all done.</summary>
    public void AfterSteps(int steps, Action action) => _amidst.Enqueue(action, Steps + steps);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(double leastMs, double mostMs) => TimeSpan.FromMilliseconds(leastMs + (Random.NextDouble() * (mostMs - leastMs)));

    public T Pick<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    public void End() => _ending = true;

    /// <summary>Ends with <see cref="End"/>, called in the run.</summary>
    public void Run()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _ended.Wait();
    }

    public void Execute()
    {
        try
        {
            while (!_ending)
            {
                if (ThreadPool.PendingWorkItemCount > 0)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }

                TakeStep();
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        _ended.Set();
    }

    private void TakeStep()
    {
        if (++Steps > MaxSteps)
            throw new InvalidOperationException("The run does not end.");
        while (_amidst.TryPeek(out var due, out var step) && step <= Steps)
        {
            _amidst.Dequeue();
            due();
        }

        if (_ready.Count > 0)
        {
            var index = _ready.Count == 1 ? 0 : Random.Next(_ready.Count);
            var next = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            Mix((ulong)next.Node.Number);
            next.Node.Execute(next.Task);
        }
        else if (_later.TryDequeue(out var action, out var at))
        {
            Now = at.Due;
            Mix((ulong)Now);
            action();
        }
        else
        {
            throw new InvalidOperationException("Nothing is left to happen.");
        }
    }

    // FNV-1a over words.
    private void Mix(ulong word) => Trace = (Trace ^ word) * 1099511628211UL;

    private readonly record struct Step(Node Node, Task Task);
}
