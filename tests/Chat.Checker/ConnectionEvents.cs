using Chat.Contracts.Hub;

namespace Chat.Checker;

/// <summary>
/// A new process life of the device. What the life before applied after its last save may come again; what is at or below
/// the saved cursors may not.
/// </summary>
/// <param name="Cursors">
/// As the store held them. Those of the first life stand for what the device had before the recording began.
/// </param>
public sealed record Started(DateTimeOffset At, IReadOnlyList<Cursor> Cursors) : DeviceEvent(At);

/// <summary>A connection is up, perhaps not caught up.</summary>
public sealed record Connected(DateTimeOffset At) : DeviceEvent(At);

/// <summary>The sync that follows a connect is complete.</summary>
public sealed record CaughtUp(DateTimeOffset At) : DeviceEvent(At);

public sealed record Disconnected(DateTimeOffset At) : DeviceEvent(At);
