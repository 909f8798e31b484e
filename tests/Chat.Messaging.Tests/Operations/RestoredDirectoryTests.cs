using Chat.Contracts.Ids;
using Chat.Messaging.Blocks;
using Chat.Messaging.Operations.Restoring;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

public sealed class RestoredDirectoryTests(MessagingFixture fixture) : OperationTest(fixture)
{
    [Fact]
    public async Task Users_chats_are_written_anew_from_the_shards()
    {
        var (owner, stays, joins, leaves) = (NewUser(), NewUser(), NewUser(), NewUser());
        var making = Making(StartReplica());
        var chat = await making.GroupAsync(0, owner, stays, leaves);
        var backup = await BackUpAsync();
        making = Making(StartReplica());
        var later = await making.GroupAsync(1, owner, stays);
        await making.AddAsync(chat, owner, joins);
        await making.RemoveAsync(chat, owner, leaves);

        await LoseAndRestoreAsync(backup);

        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true, [later] = true }, await UserChatsAsync(owner));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true }, await UserChatsAsync(joins));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = false }, await UserChatsAsync(leaves));
    }

    [Fact]
    public async Task A_pair_keeps_its_direct_chat_and_its_blocks()
    {
        var making = Making(StartReplica());
        var (_, first, second) = await making.NewPairAsync(0);
        await making.BlockAsync(first, second);
        var backup = await BackUpAsync();
        making = Making(StartReplica());
        var (chat, one, other) = await making.NewPairAsync(1);
        await making.BlockAsync(one, other);
        await making.UnblockAsync(first, second);

        await LoseAndRestoreAsync(backup);

        Assert.Equal((chat, false), await Making(StartReplica()).DirectAsync(other, one));
        var blocks = new BlockList(Shards);
        Assert.Equal([one], await blocks.BetweenAsync(one, other, CancellationToken.None));
        Assert.Empty(await blocks.BetweenAsync(first, second, CancellationToken.None));
    }

    [Fact]
    public async Task A_change_of_a_block_that_the_shard_had_not_heard_of_stays()
    {
        var making = Making(StartReplica());
        var (_, one, other) = await making.NewPairAsync(0);
        // Recorded, and not applied yet.
        await new BlockChanges(Shards, new DirectBlocks(new BlockList(Shards))).BlockAsync(one, other, CancellationToken.None);

        await LoseAndRestoreAsync(await BackUpAsync());

        Assert.Equal([one], await new BlockList(Shards).BetweenAsync(one, other, CancellationToken.None));
        Assert.Equal(1L, await ScalarAsync(Shards.All[0].Source, "SELECT count(*) FROM member WHERE user_id = $1 AND blocks = $2", one.Value, other.Value));
    }

    [Fact]
    public async Task Everybody_is_signed_out_only_if_that_is_asked_for()
    {
        await ExecuteAsync(
            Shards.Directory, "INSERT INTO refresh_token VALUES ('a', 1, 1, now(), now() + interval '90 days', NULL, NULL)");

        await LoseAndRestoreAsync(await BackUpAsync());
        Assert.Equal(1L, await ScalarAsync(Shards.Directory, "SELECT count(*) FROM refresh_token"));
        await Server.CloseAsync();
        await new RestoredDirectory(Server.Operate(), Output).RunAsync(signOut: true, force: false, CancellationToken.None);
        await ServeAgainAsync();
        Assert.Equal(0L, await ScalarAsync(Shards.Directory, "SELECT count(*) FROM refresh_token"));
    }

    private async Task<string> BackUpAsync()
    {
        await Server.CloseAsync();
        var backup = await Server.BackUpAsync(Shards.DirectoryName);
        await ServeAgainAsync();
        return backup;
    }

    private async Task LoseAndRestoreAsync(string backup)
    {
        await Server.CloseAsync();
        Server.Restore(Shards.DirectoryName, backup);
        await new RestoredDirectory(Server.Operate(), Output).RunAsync(signOut: false, force: false, CancellationToken.None);
        await ServeAgainAsync();
    }
}
