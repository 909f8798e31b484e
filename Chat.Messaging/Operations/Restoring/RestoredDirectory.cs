using Chat.Messaging.Operations.Following;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>A directory that stands where it stood some time before it was lost: what it says of chats is written anew from
/// the shards. Any number of times.</summary>
internal sealed class RestoredDirectory(OperatorDatabases databases, TextWriter output)
{
    private const string SignOutSql = "DELETE FROM refresh_token";

    private readonly Shards _shards = databases.Shards;

    /// <param name="signOut">Nobody stays signed in: devices may have been revoked since, which the directory does not know
    /// any more.</param>
    public async Task RunAsync(bool signOut, bool force, CancellationToken cancellation)
    {
        await Schema.Directory.RunAsync(_shards.Directory, cancellation);
        await using var quiet = await QuietDatabase.HoldAsync(_shards.Directory, Shards.DirectoryName, force, cancellation);
        foreach (var shard in _shards.All)
        {
            var (pairs, blocked, unblocked) = await new DirectoryOfPairs(_shards, shard).WriteAsync(cancellation);
            await output.WriteLineAsync($"{shard}: {pairs} direct chats were missing; {blocked} blocks came back, {unblocked} ended.");
            var blocks = await new BlocksOfMembers(_shards, shard).FollowDirectoryAsync(cancellation);
            await output.WriteLineAsync($"{shard}: {blocks} direct chats had not known of a block, or of its end.");
            var written = await new UserChatRows(_shards, shard).WriteAsync(cancellation);
            await output.WriteLineAsync($"{shard}: {written} rows of users' chats were written.");
        }

        await quiet.CheckAsync(cancellation);
        var (ended, deleted) = await new StrayUserChats(_shards, _shards.All).RemoveAsync(cancellation);
        await output.WriteLineAsync($"{ended} memberships are ended, {deleted} rows were of chats that do not exist.");
        var unknown = await UnknownUsers.CountAsync(_shards, cancellation);
        await output.WriteLineAsync($"{unknown} users are members of chats and not known any more.");
        if (signOut)
            await output.WriteLineAsync($"{await SignOutAsync(cancellation)} refresh tokens are gone: everybody signs in again.");
    }

    private async Task<int> SignOutAsync(CancellationToken cancellation)
    {
        await using var command = _shards.Directory.CreateCommand(SignOutSql);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
