using Chat.Contracts.Ids;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Tests.Sending;

/// <summary>A shard in memory that stores everything it is given: one chat, numbered from 1. A test decides when and how a
/// write ends.</summary>
internal sealed class StandInWriter(Func<int, CancellationToken, Task> beforeWrite) : IShardWriter
{
    private long _lastSeq;

    public List<WriteSet> Sets { get; } = [];

    public async Task<WriteOutcome> WriteAsync(Shard shard, WriteSet set, CancellationToken cancellation)
    {
        Sets.Add(set);
        await beforeWrite(Sets.Count, cancellation);
        var sends = set.Sends.Select(_ => new SendOutcome(SendVerdict.Stored, ++_lastSeq, 1)).ToArray();
        var chats = set.Sends.Select(send => new ChatId(send.Item.ChatId)).Distinct().ToDictionary(chat => chat, chat => new LockedChat(chat, 0, 1, 1, 1, 0, 0));
        return new WriteOutcome(sends, [], chats, OutboxId: 1);
    }
}
