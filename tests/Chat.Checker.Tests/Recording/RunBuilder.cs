using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Recording;

/// <summary>
/// Records a run in which everything goes as it should: a server that stores and pushes at once, and devices that come and go.
/// What happens, and when, is the caller's.
/// </summary>
internal sealed class RunBuilder
{
    private readonly List<DeviceBuilder> _devices = [];
    private readonly List<ChatBuilder> _chats = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _lastNumber;

    public IReadOnlyList<DeviceBuilder> Devices => _devices;

    public IReadOnlyList<ChatBuilder> Chats => _chats;

    public UserId User() => new(Number());

    /// <summary>Online, with nothing from before.</summary>
    public DeviceBuilder Device(UserId user)
    {
        var device = new DeviceBuilder(this, user, new DeviceId(Number()));
        _devices.Add(device);
        device.Start();
        return device;
    }

    public ChatBuilder Direct(UserId one, UserId other) => Chat(true, one, other);

    public ChatBuilder Group(params UserId[] members) => Chat(false, members);

    /// <summary>Everybody comes online and catches up.</summary>
    public RecordedRun Finish()
    {
        foreach (var device in _devices)
            device.Connect();
        return Recorded();
    }

    public RecordedRun Recorded() => new(
        [.. _devices.Select(device => new DeviceHistory(device.User, device.Id, [.. device.Events]))],
        [.. _chats.Select(chat => chat.History())]);

    public int Number() => ++_lastNumber;

    public DateTimeOffset Now() => _now = _now.AddMilliseconds(7);

    private ChatBuilder Chat(bool isDirect, params UserId[] members)
    {
        var chat = new ChatBuilder(new ChatId(Number()), isDirect, members);
        _chats.Add(chat);
        return chat;
    }
}
