using Chat.Simulation.Processes;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Scenarios;

/// <summary>Where one process runs: killed, another one is started there after a while.</summary>
internal sealed class Place
{
    private readonly World _world;
    private readonly Func<IProcess> _start;

    public Place(World world, Func<IProcess> start)
    {
        _world = world;
        _start = start;
        Process = start();
    }

    public IProcess Process { get; private set; }

    public void Kill(TimeSpan downTime)
    {
        if (Process.Node.IsDead)
            return;
        _world.Log($"kill {Process.Node.Name}");
        Process.Kill();
        _world.After(downTime, Start);
    }

    public void Pause(TimeSpan time)
    {
        _world.Log($"pause {Process.Node.Name} for {time}");
        Process.Node.Pause(time);
    }

    public void Start()
    {
        if (!Process.Node.IsDead)
            return;
        Process = _start();
        _world.Log($"start {Process.Node.Name}");
    }
}
