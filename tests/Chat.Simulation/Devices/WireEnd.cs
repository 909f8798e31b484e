using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Devices;

/// <summary>Where what the other side sent arrives, in order, each message a step of the process.</summary>
internal sealed class WireEnd(World world, Weather weather, Node node)
{
    private readonly Queue<(object? Message, Action? Read)> _arrived = new();
    private Action<object>? _received;
    private Action? _ended;
    private long _last;
    private bool _cut;
    private bool _told;

    public bool HasEnded { get; private set; }

    /// <summary>From now on, and with what has arrived before.</summary>
    /// <param name="ended">Called once: nothing comes any more.</param>
    public void Listen(Action<object> received, Action ended)
    {
        (_received, _ended) = (received, ended);
        for (var i = 0; i < _arrived.Count; i++)
            node.Run(Take);
        if (HasEnded)
            node.Run(Tell);
    }

    /// <summary>Only told of its end, for whoever does not listen yet.</summary>
    public void OnEnd(Action ended) => _ended = ended;

    public void Send(object message, Action? read) => InOrder(() => Arrive(message, read));

    public void SendEnd() => InOrder(() => Arrive(null, null));

    /// <summary>What is on its way is lost.</summary>
    public void Cut() => _cut = true;

    public void End()
    {
        if (HasEnded)
            return;
        HasEnded = true;
        if (_ended is not null)
            node.Run(Tell);
    }

    private void Arrive(object? message, Action? read)
    {
        if (_cut || HasEnded)
            return;
        _arrived.Enqueue((message, read));
        if (_received is not null)
            node.Run(Take);
    }

    private void Take()
    {
        if (!_arrived.TryDequeue(out var next))
            return;
        next.Read?.Invoke();
        if (next.Message is { } message)
            _received!(message);
        else
            End();
    }

    private void Tell()
    {
        if (_told)
            return;
        _told = true;
        _ended!();
    }

    private void InOrder(Action arrive)
    {
        _last = Math.Max(_last, world.Now + weather.Delay().Ticks);
        world.After(TimeSpan.FromTicks(_last - world.Now), arrive);
    }
}
