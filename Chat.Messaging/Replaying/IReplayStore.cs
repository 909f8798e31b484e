using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Replaying;

/// <summary>The border to the databases: what a replay reads.</summary>
public interface IReplayStore
{
    /// <summary>Those of these chats of the shard that the user is, or was, a member of.</summary>
    Task<List<ChatReplay>> ReplaysAsync(Shard shard, UserId user, IEnumerable<ChatId> chats, CancellationToken cancellation);

    /// <summary>
    /// Reads ranges in one snapshot, in which also each chat's end is read, and whether the user is still a member, or no more,
    /// by the membership that the replay names. May stop after some bytes (<see cref="RangeRead.CutOff"/>).
    /// </summary>
    /// <param name="limit">Messages of a range at most.</param>
    Task<RangeRead[]> ReadAsync(
        Shard shard, UserId user, (ChatReplay Replay, SeqRange Range)[] ranges, int limit, CancellationToken cancellation);
}
