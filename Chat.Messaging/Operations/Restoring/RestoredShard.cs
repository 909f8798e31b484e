using Chat.Contracts.Ids;
using Chat.Messaging.Operations.Following;
using Chat.Messaging.Storage;
using StackExchange.Redis;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>
/// A shard that stands where it stood some time before it was lost. Numbers that it had issued since are on devices, in
/// Delivery's caches, in Redis and in the directory: it numbers on beyond all of them
/// (docs/adr/0024-restored-shards-number-on-beyond.md), and the directory follows it again. Its outbox stays as it is: what is
/// open there is published once more, which devices drop by seq and the directory by version.
/// </summary>
internal sealed class RestoredShard(OperatorDatabases databases, Shard shard, TimeProvider time, TextWriter output)
{
    private readonly Shards _shards = databases.Shards;

    /// <summary>Once more changes nothing but that the numbers are higher.</summary>
    public async Task RunAsync(bool force, CancellationToken cancellation)
    {
        await Schema.Shard.RunAsync(shard.Source, cancellation);
        await using var quiet = await QuietDatabase.HoldAsync(shard.Source, shard.Name, force, cancellation);
        var beyond = RaisedNumbers.BeyondAllOf(time.GetUtcNow());
        await output.WriteLineAsync($"Nothing may serve {shard} before this says that it is done.");
        var raised = await RaiseAsync(beyond, cancellation);
        await output.WriteLineAsync($"{raised} chats number on from {beyond}.");
        var made = await new MissingDirectChats(_shards, shard).MakeAsync(beyond, cancellation);
        await output.WriteLineAsync($"{made} direct chats were made anew that this database had lost.");
        var blocks = await new BlocksOfMembers(_shards, shard).FollowDirectoryAsync(cancellation);
        await output.WriteLineAsync($"{blocks} direct chats had not known of a block, or of its end.");
        var written = await new UserChatRows(_shards, shard).WriteAsync(cancellation);
        await output.WriteLineAsync($"{written} rows of the directory follow this database again.");
        var (ended, deleted) = await new StrayUserChats(_shards, [shard]).RemoveAsync(cancellation);
        await output.WriteLineAsync($"{ended} memberships in the directory had been lost here and are ended, {deleted} rows were of chats that do not exist any more.");
        await quiet.CheckAsync(cancellation);
    }

    private async Task<long> RaiseAsync(long beyond, CancellationToken cancellation)
    {
        var raised = 0L;
        var cached = databases.Heads;
        await foreach (var chats in new RaisedNumbers(shard.Source, LogicalShards.Of(_shards, shard)).RaiseAsync(beyond, cancellation))
        {
            raised += chats.Length;
            if (cached is null)
                continue;
            try
            {
                await cached.ForgetAsync([.. chats.Select(chat => new ChatId(chat))], cancellation);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // They are lower than what is written next, and gone in an hour.
                await output.WriteLineAsync($"Redis does not take that the chats' heads have changed; it forgets them by itself. ({exception.Message})");
                cached = null;
            }
        }

        return raised;
    }
}
