using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Gateway.Presence;

/// <summary>A user's devices on this gateway. Guarded by <see cref="LocalPresence"/>.</summary>
public sealed class LocalUser
{
    /// <summary>A device that vanished less than this ago may be back (Unix milliseconds); as long as Presence waits for it.</summary>
    private const long Grace = 30_000;

    /// <summary>One for each connection: a device that replaces its own connection is here twice for a moment.</summary>
    private readonly List<DeviceId> _here = new(1);

    /// <summary>The devices that went within the last <see cref="Grace"/>.</summary>
    private readonly Dictionary<DeviceId, Departure> _gone = [];

    public bool Present => _here.Count > 0;

    /// <summary>Since when; rises with every change, so that the later report wins.</summary>
    public long At { get; private set; }

    private bool AreMissing => _gone.Values.Any(departure => !departure.IsGoodbye);

    public void Arrive(DeviceId device, long now)
    {
        _here.Add(device);
        _gone.Remove(device);
        At = Math.Max(now, At + 1);
    }

    /// <summary>True: it was the last.</summary>
    public bool Leave(DeviceId device, Departure departure, long now)
    {
        _here.Remove(device);
        if (!_here.Contains(device))
            _gone[device] = departure;
        if (_here.Count > 0)
            return false;

        foreach (var old in _gone.Where(gone => gone.Value.At + Grace <= now && gone.Key != device).ToArray())
            _gone.Remove(old.Key);
        At = Math.Max(departure.At, At + 1);
        return true;
    }

    public PresentUser Write(long id)
    {
        // Another device that vanished a moment ago may be back although the last one said goodbye.
        var goodbye = !Present && !AreMissing;
        var devices = Present ? _here.Distinct() : _gone.Where(gone => gone.Value.IsGoodbye == goodbye).Select(gone => gone.Key);
        return new PresentUser { UserId = id, Present = Present, Goodbye = goodbye, At = At, DeviceIds = { devices.Select(device => device.Value) } };
    }
}
