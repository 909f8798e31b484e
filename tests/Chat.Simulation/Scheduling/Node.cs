namespace Chat.Simulation.Scheduling;

/// <summary>
/// One simulated process: the scheduler of its tasks and its clock. Killed, nothing of it runs again: no continuation, no
/// timer. Paused, it runs on later as if nothing had been.
/// </summary>
internal sealed class Node : TaskScheduler
{
    private readonly World _world;
    private readonly List<Task> _parked = [];
    private long _pausedUntil;
    private readonly List<Task> _running = [];

    public Node(World world, string name, int number)
    {
        _world = world;
        Name = name;
        Number = number;
        Clock = new NodeClock(world, this);
    }

    public string Name { get; }

    public int Number { get; }

    public TimeProvider Clock { get; }

    public bool IsDead { get; private set; }

    public bool IsPaused => _world.Now < _pausedUntil;

    public override int MaximumConcurrencyLevel => 1;

    public void Kill()
    {
        IsDead = true;
        _parked.Clear();
    }

    public void Pause(TimeSpan time)
    {
        _pausedUntil = _world.Now + time.Ticks;
        _world.After(time, Resume);
    }

    /// <summary>Soon, in this process.</summary>
    public void Run(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Soon, in this process. What it throws ends the whole run: it is a defect.</summary>
    public void Start(Func<Task> work) => Run(() =>
    {
        _running.RemoveAll(running => running.IsCompleted);
        _running.Add(OwnAsync(work));
    });

    public void Execute(Task task)
    {
        if (IsDead)
            return;
        if (IsPaused)
            _parked.Add(task);
        else
            TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        if (!IsDead)
            _world.Ready(this, task);
    }

    // Never: each continuation is a step of its own, before which the process may be killed.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private async Task OwnAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _world.After(TimeSpan.Zero, () => throw new InvalidOperationException($"{Name} failed.", exception));
        }
    }

    private void Resume()
    {
        if (IsPaused || IsDead)
            return;
        foreach (var task in _parked)
            _world.Ready(this, task);
        _parked.Clear();
    }
}
