using Chat.Client.Repairing;

namespace Chat.Client.Machine;

internal sealed record ClientMachineOptions
{
    public RepairTiming Repair { get; init; } = new();

    /// <summary>Messages held for the application or for a gap.</summary>
    public int InboxCapacity { get; init; } = 10_000;

    /// <summary>Sends that wait for their ACK.</summary>
    public int OutboxCapacity { get; init; } = 1_000;

    /// <summary>Sends under way at once.</summary>
    public int SendWindow { get; init; } = 16;

    public bool ClaimsDelivered { get; init; } = true;

    public TimeSpan ReceiptInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Chats that this device does not know start at their last n messages; null: at their first.</summary>
    public int? Newest { get; init; }
}
