using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>
/// One change of a chat's members, roles or title: a transaction on its shard that holds the lock of the chat's row, the
/// events that it gives rise to, and the versions that rise with them. Not committed, nothing has happened.
/// </summary>
public sealed class ChatUpdate(
    OutboxPublisher publisher, TimeProvider time, Shard shard, NpgsqlTransaction transaction, ChatId chat, UserId caller, MemberRole role, ChatRow row)
    : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection = transaction.Connection!;
    private readonly EventBatch _events = new();
    private readonly long _now = time.GetUtcNow().ToUnixTimeMilliseconds();
    private ChatRow _after = row;

    public ChatId Chat => chat;

    public UserId Caller => caller;

    /// <summary>The caller's.</summary>
    public MemberRole Role => role;

    public ChatRow Before { get; } = row;

    public NpgsqlConnection Connection => _connection;

    public void Rename(string title)
    {
        _after = _after with { Title = title };
        Record(new MembershipChanged { Change = Contracts.Hub.ChatChange.Renamed });
    }

    public void ChangedRole(ShownMember member) => Record(
        new MembershipChanged { Change = Contracts.Hub.ChatChange.RoleChanged, UserId = member.User.Value },
        withheldFrom: member.IsPhantom ? member.User.Value : 0);

    /// <param name="user">Null: too many to name.</param>
    public void Added(IReadOnlyCollection<MemberSeqs> members, IReadOnlyCollection<UserId> phantoms, UserId? user)
    {
        _after = _after with
        {
            MemberCount = _after.MemberCount + members.Count + phantoms.Count, MembershipVersion = _after.MembershipVersion + 1,
        };
        Record(new MembershipChanged
        {
            Change = Contracts.Hub.ChatChange.MemberAdded,
            Added = { members },
            PhantomsAdded = { phantoms.Select(phantom => phantom.Value) },
            UserId = user?.Value ?? 0,
        }, withheldFrom: members.Count == 0 ? user?.Value ?? 0 : 0);
    }

    /// <summary>A phantom has become a member. Nobody else sees any change: only this user is told, and the chat's version
    /// stays.</summary>
    public void Appeared(MemberSeqs member)
    {
        _after = _after with { MembershipVersion = _after.MembershipVersion + 1 };
        Record(new MembershipChanged { Change = Contracts.Hub.ChatChange.MemberAdded, Added = { member }, UserId = member.UserId }, onlyTo: member.UserId);
    }

    public void Removed(MemberSeqs member) =>
        Removed(new MembershipChanged { Change = Contracts.Hub.ChatChange.MemberRemoved, Removed = { member }, UserId = member.UserId });

    public void RemovedPhantom(UserId user) =>
        Removed(
            new MembershipChanged { Change = Contracts.Hub.ChatChange.MemberRemoved, PhantomsRemoved = { user.Value }, UserId = user.Value },
            withheldFrom: user.Value);

    /// <summary>Without anything recorded, nothing is written.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (_events.Events.Count == 0)
            return;

        await using (var update = new NpgsqlCommand(
            """
            UPDATE chat SET title = $2, member_count = $3, membership_version = $4, version = $5,
                            changed_at = CASE WHEN version < $5 THEN greatest(changed_at, clock_timestamp()) ELSE changed_at END
            WHERE chat_id = $1
            """, _connection))
        {
            update.Parameters.AddWithValue(chat.Value);
            update.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = _after.Title });
            update.Parameters.AddWithValue(_after.MemberCount);
            update.Parameters.AddWithValue(_after.MembershipVersion);
            update.Parameters.AddWithValue(_after.Version);
            await update.ExecuteNonQueryAsync(cancellation);
        }

        var outboxId = await OutboxRows.InsertAsync(_connection, _events, cancellation);
        await transaction.CommitAsync(cancellation);
        await _connection.CloseAsync();

        // It has happened: who asked going away does not stop what follows from it.
        await publisher.PublishAsync(shard, outboxId, _events, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Removed(MembershipChanged change, long withheldFrom = 0)
    {
        _after = _after with { MemberCount = _after.MemberCount - 1, MembershipVersion = _after.MembershipVersion + 1 };
        Record(change, withheldFrom: withheldFrom);
    }

    /// <param name="withheldFrom">A phantom that the change is about.</param>
    private void Record(MembershipChanged change, long onlyTo = 0, long withheldFrom = 0)
    {
        if (onlyTo == 0)
            _after = _after with { Version = _after.Version + 1 };
        change.Version = _after.Version;
        _events.Events.Add(new Event
        {
            ChatId = chat.Value,
            MembershipVersion = _after.MembershipVersion,
            AcceptedAt = _now,
            Membership = change,
            OnlyTo = onlyTo,
            WithheldFrom = withheldFrom,
        });
    }
}
