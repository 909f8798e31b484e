using Chat.ServiceDefaults.Authentication;
using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Devices;

/// <summary>
/// One connection between a device and a gateway: what one side sends reaches the other in order, or not at all. Broken,
/// it loses what is on its way, and each side learns of it in its own time.
/// </summary>
internal sealed class Wire
{
    /// <summary>Messages on their way to a device before its gateway has to wait.</summary>
    private const int Window = 8;

    private readonly World _world;
    private readonly Weather _weather;
    private readonly HashSet<TaskCompletionSource> _unread = [];
    private int _underWay;
    private bool _broken;

    public Wire(World world, Weather weather, Caller caller, Node device, Node gateway)
    {
        _world = world;
        _weather = weather;
        Caller = caller;
        AtDevice = new WireEnd(world, weather, device);
        AtGateway = new WireEnd(world, weather, gateway);
    }

    public Caller Caller { get; }

    public WireEnd AtDevice { get; }

    public WireEnd AtGateway { get; }

    /// <summary>Completes when there is room for more.</summary>
    public Task SendToDevice(object message)
    {
        if (_broken || AtGateway.HasEnded)
            return Task.CompletedTask;

        var read = new TaskCompletionSource();
        var wait = ++_underWay > Window;
        if (wait)
            _unread.Add(read);
        AtDevice.Send(message, () =>
        {
            _underWay--;
            _unread.Remove(read);
            read.TrySetResult();
        });
        return wait ? read.Task : Task.CompletedTask;
    }

    public void SendToGateway(object message)
    {
        if (_broken || AtDevice.HasEnded)
            return;
        if (_weather.Breaks())
            Break();
        else
            AtGateway.Send(message, read: null);
    }

    /// <summary>The gateway has no more to say.</summary>
    public void CloseAtGateway()
    {
        AtDevice.SendEnd();
        EndAtGateway();
    }

    public void CloseAtDevice()
    {
        AtGateway.SendEnd();
        AtDevice.End();
    }

    public void Break()
    {
        if (_broken)
            return;

        _broken = true;
        AtDevice.Cut();
        AtGateway.Cut();
        // A reset, or silence until a side's patience is over.
        _world.After(_world.Chance(0.8) ? _world.Between(0, 500) : _world.Between(5_000, 30_000), AtDevice.End);
        _world.After(_world.Chance(0.6) ? _world.Between(0, 500) : _world.Between(5_000, 60_000), EndAtGateway);
    }

    private void EndAtGateway()
    {
        AtGateway.End();
        // A link that has ended swallows what it is given.
        foreach (var read in _unread)
            read.TrySetResult();
        _unread.Clear();
    }
}
