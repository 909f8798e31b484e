using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Heads;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;

namespace Chat.Simulation.Stores;

/// <summary>A chat's rows. Times in Unix milliseconds.</summary>
internal sealed class ModelChat(ChatId id, ChatType type, long now)
{
    private readonly SortedDictionary<(long User, long From), (long? Until, MemberRole Role)> _members = [];
    private readonly Dictionary<long, (long Delivered, long Read)> _watermarks = [];
    private readonly Dictionary<(long Sender, Guid ClientId), StoredMessage> _known = [];
    private readonly HashSet<UserId> _blockers = [];
    private readonly Dictionary<long, UserId> _withheld = [];
    private long _version = 1;
    private long _activeAt = now;
    private long _changedAt = now;

    public ChatId Id => id;

    public ChatType Type => type;

    public List<StoredMessage> Messages { get; } = [];

    public long LastSeq => Messages.Count;

    public long MembershipVersion { get; private set; } = 1;

    public IEnumerable<UserId> Users => _members.Where(entry => entry.Value.Until is null).Select(entry => new UserId(entry.Key.User));

    public HeadState Head => new(id, LastSeq, _version, _activeAt, _changedAt);

    public LockedChat Locked => new(id, LastSeq, MembershipVersion, _version, Users.Count(), _activeAt, _changedAt);

    /// <summary>Of those who are there from the beginning.</summary>
    public void Add(UserId user, MemberRole role) => _members.Add((user.Value, 1), (null, role));

    public void Join(UserId user, long at)
    {
        _members.Add((user.Value, LastSeq + 1), (null, MemberRole.Member));
        MembershipVersion++;
        Touch(at);
    }

    public void Leave(UserId user, long at)
    {
        var (key, (_, role)) = _members.Single(entry => entry.Key.User == user.Value && entry.Value.Until is null);
        // A time in which nothing was said leaves no interval behind.
        if (key.From > LastSeq)
            _members.Remove(key);
        else
            _members[key] = (LastSeq, role);
        MembershipVersion++;
        Touch(at);
    }

    /// <summary>Of a direct chat: whether this member has blocked the other.</summary>
    public void Block(UserId user, bool blocks)
    {
        if (blocks)
            _blockers.Add(user);
        else
            _blockers.Remove(user);
    }

    /// <summary>Whom this member has blocked.</summary>
    public UserId? BlockedOf(long user) => _blockers.Contains(new UserId(user)) ? Other(user) : null;

    /// <summary>Who has blocked this member.</summary>
    public UserId? BlockerOf(long user) => Other(user) is { } other && _blockers.Contains(other) ? other : null;

    /// <summary>Who never gets this message.</summary>
    public UserId? WithheldFrom(long seq) => _withheld.TryGetValue(seq, out var user) ? user : null;

    /// <summary>Null: no member now.</summary>
    public MemberRole? RoleOf(long user)
    {
        foreach (var (key, (until, role)) in _members)
        {
            if (key.User == user && until is null)
                return role;
        }

        return null;
    }

    public StoredMessage? Known(long sender, Guid clientId) => _known.GetValueOrDefault((sender, clientId));

    public void Add(StoredMessage message, Guid clientId)
    {
        Messages.Add(message);
        _known.TryAdd((message.SenderId, clientId), message);
        if (BlockerOf(message.SenderId) is { } blocker)
            _withheld.Add(message.Seq, blocker);
        _changedAt = message.SentAt;
        if (message.Kind == 0)
            _activeAt = message.SentAt;
    }

    public (long Delivered, long Read) Watermark(long user) => _watermarks.GetValueOrDefault(user);

    public void Raise(long user, long delivered, long read) => _watermarks[user] = (delivered, read);

    public void Touch(long at) => (_version, _changedAt) = (_version + 1, at);

    public ChatMembers Members() => new()
    {
        ChatId = id.Value,
        MembershipVersion = MembershipVersion,
        Members =
        {
            _members.GroupBy(entry => entry.Key.User)
                .Where(user => user.Any(entry => entry.Value.Until is null))
                .Select(user => new MemberSeqs { UserId = user.Key, FromSeq = user.Max(entry => entry.Key.From), FirstSeq = user.Min(entry => entry.Key.From) }),
        },
    };

    /// <summary>Null for who never was a member.</summary>
    public ChatReplay? Replay(UserId user)
    {
        var intervals = _members.Where(entry => entry.Key.User == user.Value)
            .Select(entry => new SeqRange(entry.Key.From, entry.Value.Until)).ToList();
        return intervals.Count > 0 ? new ChatReplay(id, intervals, LastSeq, _activeAt) : null;
    }

    public bool Stands(ChatReplay replay, UserId user) =>
        _members.TryGetValue((user.Value, replay.MemberFrom), out var entry) && entry.Until is not null == replay.IsFormer;

    private UserId? Other(long user)
    {
        foreach (var member in Users)
        {
            if (member.Value != user)
                return member;
        }

        return null;
    }
}
