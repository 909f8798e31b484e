using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Replaying;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Replaying;

public sealed class ReplayTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task A_new_device_gets_all_its_chats_in_order()
    {
        var (user, other) = (NewUser(), NewUser());
        var chats = new List<ChatId>();
        for (var i = 0; i < 12; i++)
            chats.Add(await NewGroupAsync(user, other));
        await SendAsync(chats, user, messages: 30);
        await SendAsync([await NewGroupAsync(other)], other, messages: 3);

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value });

        Assert.Equal(chats.Select(chat => chat.Value).Order(), ChatsOf(pages).Select(chat => chat.Value).Order());
        Assert.All(chats, chat =>
        {
            Assert.Equal(Seqs(1, 30), SeqsOf(pages, chat));
            Assert.Equal(30, LastPage(pages, chat).Through);
        });
    }

    [Fact]
    public async Task A_chat_longer_than_a_page_comes_in_pages_that_stand_together()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        await SendAsync(chats, user, messages: 450);

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value });

        Assert.Equal(3, ChatsOf(pages).Length);
        Assert.All(chats, chat => Assert.Equal(Seqs(1, 450), SeqsOf(pages, chat)));
        Assert.All(pages, page => Assert.InRange(page.Messages.Count, 0, 200));
    }

    [Fact]
    public async Task Large_messages_make_pages_of_at_most_a_mebibyte()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        await SendAsync(chats, user, messages: 15, text: new string('x', 60_000));

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value });

        Assert.All(chats, chat => Assert.Equal(Seqs(1, 15), SeqsOf(pages, chat)));
        Assert.Equal(4, ChatsOf(pages).Length);
        Assert.All(pages, page => Assert.InRange(page.CalculateSize(), 0, 1024 * 1024));
    }

    [Fact]
    public async Task A_cursor_brings_what_comes_after_it_and_one_beyond_the_end_nothing()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        await SendAsync(chats, user, messages: 10);

        var pages = await SyncAsync(new SyncQuery
        {
            UserId = user.Value,
            Cursors = { Cursor(chats[0], 7), Cursor(chats[1], 10), Cursor(chats[2], 5_000) },
        });

        Assert.Equal([chats[0]], ChatsOf(pages));
        Assert.Equal(Seqs(8, 10), SeqsOf(pages, chats[0]));
    }

    [Fact]
    public async Task Only_leaves_out_the_chats_without_a_cursor()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user)];
        await SendAsync(chats, user, messages: 4);

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value, Only = true, Cursors = { Cursor(chats[1], 2) } });

        Assert.Equal([chats[1]], ChatsOf(pages));
        Assert.Equal(Seqs(3, 4), SeqsOf(pages, chats[1]));
    }

    [Fact]
    public async Task Newest_starts_chats_without_a_cursor_at_their_last_messages()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user)];
        await SendAsync(chats, user, messages: 10);

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value, Newest = 3, Cursors = { Cursor(chats[1], 1) } });

        Assert.Equal(Seqs(8, 10), SeqsOf(pages, chats[0]));
        Assert.Equal(Seqs(2, 10), SeqsOf(pages, chats[1]));
    }

    [Fact]
    public async Task Who_came_back_gets_both_times_and_nothing_from_between()
    {
        var (owner, user) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(owner);
        await SendAsync([chat], owner, messages: 2);
        await JoinAsync(chat, user);
        await SendAsync([chat], owner, messages: 3);
        await LeaveAsync(chat, user);
        await SendAsync([chat], owner, messages: 3);
        await JoinAsync(chat, user);
        await SendAsync([chat], owner, messages: 2);

        Assert.Equal([3L, 4, 5, 9, 10], SeqsOf(await SyncAsync(new SyncQuery { UserId = user.Value }), chat));
        Assert.Equal([5L, 9, 10], SeqsOf(await SyncAsync(new SyncQuery { UserId = user.Value, Newest = 3 }), chat));
        Assert.Equal([9L, 10], SeqsOf(await SyncAsync(new SyncQuery { UserId = user.Value, Cursors = { Cursor(chat, 6) } }), chat));
    }

    [Fact]
    public async Task Who_was_removed_gets_what_was_sent_before_to_the_cursor_alone()
    {
        var (owner, user) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(owner, user);
        await SendAsync([chat], owner, messages: 3);
        await LeaveAsync(chat, user);
        await SendAsync([chat], owner, messages: 2);

        var pages = await SyncAsync(new SyncQuery { UserId = user.Value, Cursors = { Cursor(chat, 1) } });
        Assert.Equal([2L, 3], SeqsOf(pages, chat));
        Assert.Equal(3, LastPage(pages, chat).Through);
        Assert.Empty(ChatsOf(await SyncAsync(new SyncQuery { UserId = user.Value, Cursors = { Cursor(chat, 3) } })));
        Assert.Empty(ChatsOf(await SyncAsync(new SyncQuery { UserId = user.Value })));
    }

    [Fact]
    public async Task A_stranger_s_cursor_is_ignored()
    {
        var owner = NewUser();
        var chat = await NewGroupAsync(owner);
        await SendAsync([chat], owner, messages: 2);

        var pages = await SyncAsync(new SyncQuery { UserId = NewUser().Value, Cursors = { Cursor(chat, 0), Cursor(Fixture.Ids.Next<ChatId>(), 0) } });

        Assert.Equal(0, Assert.Single(pages).ChatId);
    }

    [Fact]
    public async Task A_chat_is_read_to_its_end_as_it_is_when_it_is_read()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        await SendAsync([chat], user, messages: 250);

        var pages = new List<SyncPage>();
        await foreach (var page in ReplayOf().StreamAsync(new SyncQuery { UserId = user.Value }, CancellationToken.None))
        {
            if (pages.Count == 0)
                await SendAsync([chat], user, messages: 3);
            pages.Add(page);
        }

        Assert.Equal(Seqs(1, 253), SeqsOf(pages, chat));
        Assert.Equal(253, LastPage(pages, chat).Through);
    }

    [Fact]
    public async Task Who_is_removed_during_the_replay_gets_nothing_that_came_after()
    {
        var (owner, user) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(owner, user);
        await SendAsync([chat], owner, messages: 250);

        var pages = new List<SyncPage>();
        await foreach (var page in ReplayOf().StreamAsync(new SyncQuery { UserId = user.Value }, CancellationToken.None))
        {
            if (pages.Count == 0)
            {
                await LeaveAsync(chat, user);
                await SendAsync([chat], owner, messages: 3);
            }

            pages.Add(page);
        }

        Assert.Equal(Seqs(1, 200), SeqsOf(pages, chat));
        Assert.Equal(200, LastPage(pages, chat).Through);
        Assert.Equal(0, pages[^1].ChatId);
    }

    private static SyncCursor Cursor(ChatId chat, long seq) => new() { ChatId = chat.Value, Seq = seq };

    private static IEnumerable<long> Seqs(int from, int to) => Enumerable.Range(from, to - from + 1).Select(seq => (long)seq);

    /// <summary>The chats in the order of their pages; one that comes twice is in it twice.</summary>
    private static ChatId[] ChatsOf(IReadOnlyList<SyncPage> pages)
    {
        Assert.Equal(0, pages[^1].ChatId);
        return [.. pages.Where(page => page.Last).Select(page => new ChatId(page.ChatId))];
    }

    private static SyncPage LastPage(IEnumerable<SyncPage> pages, ChatId chat) =>
        Assert.Single(pages, page => page.ChatId == chat.Value && page.Last);

    private static IEnumerable<long> SeqsOf(IEnumerable<SyncPage> pages, ChatId chat) =>
        pages.SkipWhile(page => page.ChatId != chat.Value).TakeWhile(page => page.ChatId == chat.Value)
            .SelectMany(page => page.Messages).Select(message => message.Seq);

    private Replay ReplayOf()
    {
        var store = new PostgresReplayStore();
        return new Replay(new ReplayPlan(Shards, new Messaging.Heads.StoredHeads(Shards), store), new ReplayReader(store));
    }

    private async Task<IReadOnlyList<SyncPage>> SyncAsync(SyncQuery query)
    {
        var pages = new List<SyncPage>();
        await foreach (var page in ReplayOf().StreamAsync(query, CancellationToken.None))
            pages.Add(page);
        return pages;
    }

    private async Task SendAsync(IReadOnlyList<ChatId> chats, UserId sender, int messages, string text = "cipher")
    {
        var replica = StartReplica();
        foreach (var chunk in Enumerable.Range(0, messages).Chunk(50))
            await replica.SendAsync([.. chunk.SelectMany(_ => chats.Select(chat => Replica.Send(chat, sender, text: text)))]);
    }
}
