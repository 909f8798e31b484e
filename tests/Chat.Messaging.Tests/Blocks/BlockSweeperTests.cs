using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

public sealed class BlockSweeperTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    private Shards? _shards;

    protected override Shards Shards => _shards!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _shards = await Fixture.CreateShardsAsync();
    }

    [Fact]
    public async Task What_a_killed_replica_left_behind_is_applied_once_it_is_old_enough()
    {
        var (ada, bob, changes) = (NewUser(), NewUser(), ChangesOf(Shards));
        var chat = await DirectAsync(ada, bob);
        await changes.BlockAsync(ada, bob, CancellationToken.None);

        await SweepAsync(changes);
        Assert.Null(await BlockerAsync(chat, bob));
        await MakeOldAsync();
        await SweepAsync(changes);
        Assert.Equal(ada.Value, await BlockerAsync(chat, bob));
        Assert.Equal(0L, await OpenAsync());

        await changes.UnblockAsync(ada, bob, CancellationToken.None);
        await MakeOldAsync();
        await SweepAsync(changes);
        Assert.Null(await BlockerAsync(chat, bob));
        Assert.Equal(0L, await OpenAsync());
    }

    [Fact]
    public async Task A_change_that_was_overtaken_leaves_the_later_one_open()
    {
        var (ada, bob, changes) = (NewUser(), NewUser(), ChangesOf(Shards));
        var chat = await DirectAsync(ada, bob);
        var first = await changes.BlockAsync(ada, bob, CancellationToken.None);
        await changes.UnblockAsync(ada, bob, CancellationToken.None);

        await changes.ApplyAsync(first, CancellationToken.None);

        // By the directory, not by the change.
        Assert.Null(await BlockerAsync(chat, bob));
        Assert.Equal(1L, await OpenAsync());
    }

    [Fact]
    public async Task A_shard_that_is_away_holds_up_nothing_and_is_tried_again()
    {
        var (ada, bob, cleo) = (NewUser(), NewUser(), NewUser());
        ChatId[] chats = [await DirectAsync(ada, bob), await DirectAsync(ada, cleo)];
        var away = Shards.Of(chats[0]);
        while (Shards.Of(chats[1]) == away)
            chats[1] = await DirectAsync(ada, cleo = NewUser());
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");
        var halved = ChangesOf(new Shards(
            new ShardMap(2), name => name == away.Name ? nowhere : name == Shards.DirectoryName ? Shards.Directory : Shards.All[1 - away.Number].Source));
        await halved.BlockAsync(ada, bob, CancellationToken.None);
        await halved.BlockAsync(ada, cleo, CancellationToken.None);
        await MakeOldAsync();

        await SweepAsync(halved);
        Assert.Equal((null, ada.Value), (await BlockerAsync(chats[0], bob), await BlockerAsync(chats[1], cleo)));
        await MakeOldAsync();
        await SweepAsync(ChangesOf(Shards));

        Assert.Equal(ada.Value, await BlockerAsync(chats[0], bob));
        Assert.Equal(0L, await OpenAsync());
    }

    private static BlockChanges ChangesOf(Shards shards) => new(shards, new DirectBlocks(new BlockList(shards)));

    private static async Task SweepAsync(BlockChanges changes)
    {
        using var sweeper = new BlockSweeper(changes, TimeProvider.System, NullLogger<BlockSweeper>.Instance);
        await sweeper.SweepAsync(CancellationToken.None);
    }

    private Task MakeOldAsync() => ExecuteAsync(Shards.Directory, "UPDATE block_change SET changed_at = changed_at - interval '6 s'");

    private async Task<long> OpenAsync() => (long)(await ScalarAsync(Shards.Directory, "SELECT count(*) FROM block_change"))!;

    private async Task<long?> BlockerAsync(ChatId chat, UserId user) =>
        await ScalarAsync(Shards.Of(chat).Source, "SELECT blocked_by FROM member WHERE chat_id = $1 AND user_id = $2", chat.Value, user.Value) as long?;

    private async Task<ChatId> DirectAsync(UserId one, UserId other)
    {
        var chat = await NewChatAsync(ChatType.Direct, one, other);
        await ExecuteAsync(
            Shards.Directory, "INSERT INTO direct_chat (low_user_id, high_user_id, chat_id) VALUES (least($1, $2), greatest($1, $2), $3)",
            one.Value, other.Value, chat.Value);
        return chat;
    }
}
