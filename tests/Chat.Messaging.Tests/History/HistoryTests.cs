using System.Text.Json.Nodes;
using Chat.Contracts.Ids;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.History;

[Collection(RunningServiceCollection.Name)]
public sealed class HistoryTests(RunningService messaging)
{
    [Fact]
    public async Task Pages_go_both_ways_in_seq_order_from_the_newest()
    {
        var ada = await NewAsync();
        var chat = (await ada.CreateGroupAsync()).ChatId;
        Assert.Equal("", await ada.SeqsAsync(chat));
        await messaging.SendAsync(ada, chat, 60);

        Assert.Equal(string.Join(' ', Enumerable.Range(11, 50)), await ada.SeqsAsync(chat));
        Assert.Equal(60, (await ada.MessagesAsync(chat, "?limit=1000000")).Count);
        Assert.Equal("58 59 60", await ada.SeqsAsync(chat, "?limit=3"));
        Assert.Equal("55 56 57", await ada.SeqsAsync(chat, "?limit=3&before=58"));
        Assert.Equal("1 2", await ada.SeqsAsync(chat, "?before=3"));
        Assert.Equal("", await ada.SeqsAsync(chat, "?before=1"));
        Assert.Equal("1 2 3", await ada.SeqsAsync(chat, "?limit=3&after=0"));
        Assert.Equal("4 5 6", await ada.SeqsAsync(chat, "?limit=3&after=3"));
        Assert.Equal("60", await ada.SeqsAsync(chat, "?after=59"));
        Assert.Equal("", await ada.SeqsAsync(chat, "?after=9223372036854775807"));
    }

    [Fact]
    public async Task A_message_has_the_protocols_fields()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.OpenDirectAsync(bob)).ChatId;
        await messaging.SendAsync(ada, chat);

        var message = JsonNode.Parse(await bob.Http.GetStringAsync($"/api/chats/{chat}/messages"))!.AsArray().Single()!.AsObject();
        Assert.Equal(
            ["chatId", "ciphertext", "clientMsgId", "from", "fromDevice", "kind", "mediaIds", "sentAt", "seq", "serverMsgId"],
            message.Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.Equal((chat.ToString(), ada.Id.ToString(), ada.Device.ToString(), "message", 1L), (
            (string?)message["chatId"], (string?)message["from"], (string?)message["fromDevice"], (string?)message["kind"], (long?)message["seq"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)message["sentAt"]);
        Assert.Empty(message["mediaIds"]!.AsArray());
        Assert.Equal(message.ToJsonString(), (await JsonOfLastMessageAsync(bob, chat)).ToJsonString());
    }

    [Fact]
    public async Task Messages_from_before_the_joining_and_from_between_are_not_there()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await messaging.SendAsync(ada, chat, 2);
        await ada.AddAsync(chat, bob);
        await messaging.SendAsync(ada, chat, 3);
        await ada.RemoveAsync(chat, bob);
        await bob.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}/messages", null, 404, "chat-not-found");
        await messaging.SendAsync(ada, chat, 2);
        await ada.AddAsync(chat, bob);
        await messaging.SendAsync(ada, chat, 2);

        Assert.Equal("3 4 5 8 9", await bob.SeqsAsync(chat));
        Assert.Equal("5 8", await bob.SeqsAsync(chat, "?limit=2&before=9"));
        Assert.Equal("5 8", await bob.SeqsAsync(chat, "?limit=2&after=4"));
        Assert.Equal("1 2 3 4 5 6 7 8 9", await ada.SeqsAsync(chat));
    }

    [Theory]
    [InlineData("?before=3&after=1")]
    [InlineData("?before=c_00000000001")]
    [InlineData("?after=-1")]
    [InlineData("?after=")]
    [InlineData("?before=99999999999999999999")]
    [InlineData("?limit=0")]
    [InlineData("?limit=many")]
    public async Task A_page_that_is_none_is_a_bad_request(string query)
    {
        var ada = await NewAsync();
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await ada.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}/messages{query}", null, 400, "bad-request");
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static async Task<JsonNode> JsonOfLastMessageAsync(Person person, ChatId chat) =>
        JsonNode.Parse(await person.Http.GetStringAsync($"/api/chats/{chat}"))!["lastMessage"]!;
}
