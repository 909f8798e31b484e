using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Recording;

internal sealed class ChatBuilder(ChatId id, bool isDirect, IEnumerable<UserId> members)
{
    private readonly List<StoredEntry> _entries = [];
    private readonly List<MemberInterval> _times = [.. members.Select(user => new MemberInterval(user, 1))];
    private readonly Dictionary<UserId, (long Read, long Delivered)> _watermarks = [];

    public ChatId Id => id;

    public bool IsDirect => isDirect;

    public long LastSeq => _entries.Count;

    public IEnumerable<UserId> Present => _times.Where(time => time.UntilSeq is null).Select(time => time.UserId);

    public bool IsPresent(UserId user) => Present.Contains(user);

    public IEnumerable<StoredEntry> VisibleTo(UserId user, long after) =>
        _entries.Where(entry => entry.Seq > after && _times.Any(time => time.UserId == user && time.Holds(entry.Seq)));

    public StoredEntry? Find(UserId from, Guid clientMsgId) =>
        _entries.FirstOrDefault(entry => entry.From == from && entry.ClientMsgId == clientMsgId);

    public StoredEntry Store(UserId from, SendStarted send)
    {
        var seq = LastSeq + 1;
        var entry = new StoredEntry(seq, new MessageId(id, seq), from, send.ClientMsgId, send.Content, send.IsEvent);
        _entries.Add(entry);
        return entry;
    }

    public void Add(UserId user) => _times.Add(new MemberInterval(user, LastSeq + 1));

    /// <summary>A time in which nothing was said leaves no interval behind.</summary>
    public void Remove(UserId user)
    {
        var present = _times.Single(time => time.UserId == user && time.UntilSeq is null);
        _times.Remove(present);
        if (present.FromSeq <= LastSeq)
            _times.Add(present with { UntilSeq = LastSeq });
    }

    public (long Read, long Delivered) WatermarksOf(UserId user) => _watermarks.GetValueOrDefault(user);

    public void Move(UserId user, long read, long delivered)
    {
        var before = WatermarksOf(user);
        _watermarks[user] = (Math.Max(before.Read, read), Math.Max(before.Delivered, Math.Max(read, delivered)));
    }

    public ChatHistory History() =>
        new ChatHistory(id, isDirect, LastSeq, [.. _entries], [.. _times], [.. Present.Select(State)]).Recounted();

    private MemberState State(UserId user)
    {
        var (read, delivered) = WatermarksOf(user);
        return new MemberState(user, _times.Where(time => time.UserId == user).Min(time => time.FromSeq), read, delivered, Unread: 0);
    }
}
