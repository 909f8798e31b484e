using Chat.Client.Storing;
using Chat.Contracts.Ids;

namespace Chat.Simulation.Devices;

/// <summary>What a device keeps when its application is killed: cursors, the messages it has handled, and the sends that
/// are not acknowledged yet.</summary>
internal sealed class Device(UserId user, DeviceId id, string name)
{
    public UserId User => user;

    public DeviceId Id => id;

    public string Name => name;

    public MemoryCursorStore Cursors { get; } = new();

    /// <summary>By chat, in the order of their handling; each place once.</summary>
    public Dictionary<ChatId, List<Handled>> Messages { get; } = [];

    public List<Outgoing> Outgoing { get; } = [];

    public List<Handled> Of(ChatId chat)
    {
        if (!Messages.TryGetValue(chat, out var messages))
            Messages.Add(chat, messages = []);
        return messages;
    }
}

internal readonly record struct Handled(long Seq, Guid ClientMsgId);

/// <summary>One send of an application, from its wish on.</summary>
internal sealed class Outgoing(ChatId chat, Guid clientMsgId)
{
    public ChatId Chat => chat;

    public Guid ClientMsgId => clientMsgId;

    /// <summary>0: not acknowledged.</summary>
    public long Seq { get; set; }
}
