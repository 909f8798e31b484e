using Chat.Client.Connections;
using Chat.Client.Machine;
using Chat.Client.Repairing;
using Chat.Client.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Client;

public sealed record ChatClientOptions
{
    /// <summary>Where the cursors are kept. In memory, a new process replays every chat from its start.</summary>
    public ICursorStore Cursors { get; init; } = new MemoryCursorStore();

    /// <summary>Cursors that move within this are saved together.</summary>
    public TimeSpan CursorSaveInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Messages that wait for the application or for a gap to close. What comes beyond is dropped and synced later.</summary>
    public int InboxCapacity { get; init; } = 10_000;

    /// <summary>Sends that wait for their ACK, offline too. A further one throws <see cref="Sending.OutboxFullException"/>.</summary>
    public int OutboxCapacity { get; init; } = 1_000;

    /// <summary>Sends under way at once.</summary>
    public int SendWindow { get; init; } = 16;

    /// <summary>Whether the client claims DELIVERED by itself, for what the application has handled.</summary>
    public bool ClaimDelivered { get; init; } = true;

    /// <summary>At most one receipt a chat in this time.</summary>
    public TimeSpan ReceiptInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Chats that this device does not know start at their last n messages; null: at the first it may see.</summary>
    public int? Newest { get; init; }

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For jitter. Must be safe to share between threads.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The account's hub by SignalR, if not given.</summary>
    internal IHubTransport? Transport { get; init; }

    internal RepairTiming Repair { get; init; } = new();

    internal ClientMachineOptions Machine => new()
    {
        InboxCapacity = InboxCapacity,
        OutboxCapacity = OutboxCapacity,
        SendWindow = SendWindow,
        ClaimsDelivered = ClaimDelivered,
        ReceiptInterval = ReceiptInterval,
        Newest = Newest,
        Repair = Repair,
    };
}
