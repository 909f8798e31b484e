using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Chats;

[Collection(RunningServiceCollection.Name)]
public sealed class ListChatsTests(RunningService messaging)
{
    [Fact]
    public async Task The_chat_with_the_newest_message_stands_first_and_events_change_nothing()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var (first, second, third) = (await ada.CreateGroupAsync(bob), await ada.OpenDirectAsync(bob), await ada.CreateGroupAsync(bob));
        await OrderAsync(bob, third.ChatId, second.ChatId, first.ChatId);

        await messaging.SendAsync(ada, second.ChatId);
        await OrderAsync(bob, second.ChatId, third.ChatId, first.ChatId);
        await messaging.SendAsync(bob, first.ChatId);
        await messaging.SendAsync(bob, third.ChatId, kind: MessageKind.Event);
        await OrderAsync(ada, first.ChatId, second.ChatId, third.ChatId);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        var ada = await NewAsync();
        var chats = new List<ChatId>();
        for (var i = 0; i < 7; i++)
            chats.Insert(0, (await ada.CreateGroupAsync()).ChatId);

        var paged = new List<ChatId>();
        for (var after = ""; ;)
        {
            var page = await ada.ChatsAsync($"?limit=3{after}");
            if (page.Count == 0)
                break;
            paged.AddRange(page.Select(chat => chat.ChatId));
            after = $"&after={page[^1].ChatId}";
        }

        Assert.Equal(chats, paged);
    }

    [Fact]
    public async Task A_chat_that_was_left_is_gone_from_the_list_at_once()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = await ada.CreateGroupAsync(bob);
        await bob.RemoveAsync(chat.ChatId, bob);
        Assert.Empty(await bob.ChatsAsync());
        await bob.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat.ChatId}", null, 404, "chat-not-found");
    }

    [Fact]
    public async Task Unread_counts_others_messages_after_the_one_read()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await messaging.SendAsync(ada, chat, 3);
        await messaging.SendAsync(bob, chat, 2);
        await messaging.SendAsync(ada, chat, kind: MessageKind.Event);
        await messaging.SendAsync(ada, chat);
        await messaging.SendAsync(ada, chat, kind: MessageKind.Event);

        await StateAsync(bob, chat, unread: 4, read: 0, delivered: 0);
        await messaging.ReceiveAsync(bob, chat, delivered: 5, read: 2);
        await StateAsync(bob, chat, unread: 2, read: 2, delivered: 5);
        await messaging.ReceiveAsync(bob, chat, read: 100);
        await StateAsync(bob, chat, unread: 0, read: 8, delivered: 8);
        await StateAsync(ada, chat, unread: 2, read: 0, delivered: 0);
        Assert.Equal(7, (await ada.ChatAsync(chat)).LastMessage!.Seq);
    }

    [Fact]
    public async Task Unread_and_last_message_look_no_further_back_than_the_members_own_times()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await messaging.SendAsync(ada, chat, 2);
        await ada.AddAsync(chat, bob);
        var joined = await bob.ChatAsync(chat);
        Assert.Equal((3L, 2L, 0L, null), (joined.FirstSeq, joined.LastSeq, joined.Unread, joined.LastMessage));

        await messaging.SendAsync(ada, chat, 2);
        await ada.RemoveAsync(chat, bob);
        await messaging.SendAsync(ada, chat, 2);
        await ada.AddAsync(chat, bob);
        var back = await bob.ChatAsync(chat);
        Assert.Equal((3L, 6L, 2L, 4L), (back.FirstSeq, back.LastSeq, back.Unread, back.LastMessage!.Seq));

        await messaging.SendAsync(ada, chat);
        back = Assert.Single(await bob.ChatsAsync());
        Assert.Equal((3L, 7L, 3L, 7L), (back.FirstSeq, back.LastSeq, back.Unread, back.LastMessage!.Seq));
    }

    [Fact]
    public async Task Someone_who_left_before_a_word_was_said_begins_anew()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await ada.RemoveAsync(chat, bob);
        await messaging.SendAsync(ada, chat, 3);
        await ada.AddAsync(chat, bob);
        await ada.RemoveAsync(chat, bob);
        await ada.AddAsync(chat, bob);

        var back = await bob.ChatAsync(chat);
        Assert.Equal((4L, 0L, null), (back.FirstSeq, back.Unread, back.LastMessage));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=")]
    [InlineData("?limit=1.5")]
    [InlineData("?after=nonsense")]
    [InlineData("?after=u_00000000001")]
    [InlineData("?after=c_00000000001")]
    public async Task A_page_that_is_none_is_a_bad_request(string query)
    {
        var ada = await NewAsync();
        await ada.Http.RefusedAsync(HttpMethod.Get, $"/api/chats{query}", null, 400, "bad-request");
    }

    [Fact]
    public async Task More_than_the_largest_page_means_the_largest_page()
    {
        var ada = await NewAsync();
        await ada.CreateGroupAsync();
        Assert.Single(await ada.ChatsAsync("?limit=99999999999"));
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static async Task OrderAsync(Person person, params ChatId[] chats) =>
        Assert.Equal(chats, (await person.ChatsAsync()).Select(chat => chat.ChatId));

    private static async Task StateAsync(Person person, ChatId chat, long unread, long read, long delivered)
    {
        var summary = await person.ChatAsync(chat);
        Assert.Equal((unread, read, delivered), (summary.Unread, summary.ReadSeq, summary.DeliveredSeq));
    }
}
