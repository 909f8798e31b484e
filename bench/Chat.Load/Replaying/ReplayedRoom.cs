using Chat.Contracts.Ids;
using Chat.Load.Conversations;

namespace Chat.Load.Replaying;

/// <summary>A room of the corpus as a group chat, and how far its replay has come.</summary>
internal sealed class ReplayedRoom(int number, Room room, ChatId chat, IReadOnlyDictionary<string, Speaker> speakers)
{
    private readonly long[] _sentAt = new long[room.Lines.Count];
    private readonly Speaker[] _senders = [.. room.Lines.Select(line => speakers[line.User])];

    public int Number { get; } = number;

    public string Name => room.Name;

    public ChatId Chat { get; } = chat;

    public IReadOnlyList<Line> Lines => room.Lines;

    public IReadOnlyCollection<Speaker> Speakers { get; } = [.. room.Speakers.Select(name => speakers[name])];

    public Speaker SenderOf(int line) => _senders[line];

    /// <summary>The device that each line was sent from, once it was.</summary>
    public ReplayedDevice?[] SentFrom { get; } = new ReplayedDevice?[room.Lines.Count];

    /// <summary>The seq of each line's ACK; 0 while there is none.</summary>
    public long[] Acked { get; } = new long[room.Lines.Count];

    /// <summary>A timestamp; 0 if it was not sent yet.</summary>
    public long SentAt(int line) => Volatile.Read(ref _sentAt[line]);

    public void Sending(int line, ReplayedDevice from, long at)
    {
        SentFrom[line] = from;
        Volatile.Write(ref _sentAt[line], at);
    }
}
