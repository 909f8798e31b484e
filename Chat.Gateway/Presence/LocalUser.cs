using Chat.Contracts.Internal;

namespace Chat.Gateway.Presence;

/// <summary>A user's devices on this gateway. Guarded by <see cref="LocalPresence"/>.</summary>
public sealed class LocalUser
{
    /// <summary>A device that vanished less than this ago may be back (Unix milliseconds); as long as Presence waits for it.</summary>
    private const long Grace = 30_000;

    private int _devices;
    private bool _goodbye;
    private long _vanishedAt;

    public bool Present => _devices > 0;

    /// <summary>Since when; rises with every change, so that the later report wins.</summary>
    public long At { get; private set; }

    /// <summary>True: the first.</summary>
    public bool Arrive(long now)
    {
        if (_devices++ > 0)
            return false;

        At = Math.Max(now, At + 1);
        return true;
    }

    /// <summary>True: it was the last.</summary>
    public bool Leave(Departure departure, long now)
    {
        if (!departure.IsGoodbye)
            _vanishedAt = Math.Max(_vanishedAt, departure.At);
        if (--_devices > 0)
            return false;

        // Another device that vanished a moment ago may be back although this one said goodbye.
        _goodbye = departure.IsGoodbye && _vanishedAt + Grace <= now;
        At = Math.Max(departure.At, At + 1);
        return true;
    }

    public PresentUser Write(long id) => new() { UserId = id, Present = Present, Goodbye = _goodbye && !Present, At = At };
}
