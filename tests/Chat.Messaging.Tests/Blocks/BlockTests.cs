using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

/// <summary>The calls, and what the one who blocks gets.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class BlockTests(RunningService messaging)
{
    private const string Mine = "/api/users/me/blocks";

    [Fact]
    public async Task Blocks_are_listed_by_user_and_page_until_they_are_lifted()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewAsync()));
        var (ada, others) = (people[0], people[1..].OrderBy(person => person.Id.Value).ToArray());
        foreach (var other in others)
            await ada.BlockAsync(other);

        var all = await ListAsync(ada);
        await ada.BlockAsync(others[0]);

        Assert.Equal(others.Select(other => other.Id), all.Select(block => block.UserId));
        Assert.Equal(all, await ListAsync(ada));
        Assert.All(all, block => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - block.BlockedAt.UnixMilliseconds, -5_000, 60_000));
        Assert.Equal(all.Take(2), await ListAsync(ada, "?limit=2"));
        Assert.Equal(all.Skip(2), await ListAsync(ada, $"?limit=2&after={others[1].Id}"));
        Assert.Empty(await ListAsync(others[0]));

        await ada.UnblockAsync(others[1]);
        await ada.UnblockAsync(others[1]);
        Assert.Equal([others[0].Id, others[2].Id], (await ListAsync(ada)).Select(block => block.UserId));
    }

    [Theory]
    [InlineData("PUT", "u_00000000001", 404, "user-not-found")]
    [InlineData("PUT", "nonsense", 404, "user-not-found")]
    [InlineData("DELETE", "u_00000000001", 404, "user-not-found")]
    [InlineData("PUT", "ME", 400, "bad-request")]
    [InlineData("DELETE", "ME", 400, "bad-request")]
    [InlineData("GET", "?limit=0", 400, "bad-request")]
    [InlineData("GET", "?after=c_00000000001", 400, "bad-request")]
    public async Task Bad_input_is_refused_with_its_code(string method, string what, int status, string code)
    {
        var ada = await NewAsync();
        var path = what[0] == '?' ? Mine + what : $"{Mine}/{what.Replace("ME", ada.Id.ToString(), StringComparison.Ordinal)}";
        await ada.Http.RefusedAsync(new HttpMethod(method), path, null, status, code);
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(new HttpMethod(method), path, null, 401, "bad-token");
    }

    [Fact]
    public async Task What_the_blocked_one_sends_is_never_there_for_the_other()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.OpenDirectAsync(bob)).ChatId;
        await messaging.SendAsync(bob, chat);
        await ada.BlockAsync(bob);
        await messaging.SendAsync(bob, chat, 2);
        await messaging.SendAsync(ada, chat);
        await messaging.SendAsync(bob, chat);

        await AssertSeesAsync(ada, "1 4", unread: 1, last: 4);
        Assert.Equal("1 2 3 4 5", await bob.SeqsAsync(chat));
        Assert.Equal("1 2 3 4 5 of 5", await messaging.SyncAsync(bob, chat));

        await ada.UnblockAsync(bob);
        await AssertSeesAsync(ada, "1 4", unread: 1, last: 4);
        await messaging.SendAsync(bob, chat);
        await AssertSeesAsync(ada, "1 4 6", unread: 2, last: 6);

        async Task AssertSeesAsync(Person person, string seqs, int unread, long last)
        {
            Assert.Equal(seqs, await person.SeqsAsync(chat));
            Assert.Equal(seqs.Split(' ')[^1], await person.SeqsAsync(chat, "?limit=1"));
            Assert.Equal("1", await person.SeqsAsync(chat, "?limit=1&after=0"));
            var summary = await person.ChatAsync(chat);
            Assert.Equal((unread, last, true), ((int)summary.Unread, summary.LastMessage!.Seq, summary.LastSeq >= last));
            Assert.Equal($"{seqs} of {summary.LastSeq}", await messaging.SyncAsync(person, chat));
        }
    }

    [Fact]
    public async Task A_withheld_message_has_no_receipts_to_ask_for()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.OpenDirectAsync(bob)).ChatId;
        await messaging.SendAsync(bob, chat);
        await ada.BlockAsync(bob);
        await messaging.SendAsync(bob, chat);

        await ada.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}/messages/1/receipts", null, 403, "not-allowed");
        await ada.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}/messages/2/receipts", null, 404, "message-not-found");
    }

    [Fact]
    public async Task A_direct_chat_that_a_blocked_one_opens_is_not_listed_and_not_told()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        await ada.BlockAsync(bob);
        var chat = (await bob.OpenDirectAsync(ada)).ChatId;
        await messaging.SendAsync(bob, chat, 2);

        Assert.Empty(await ada.ChatsAsync());
        Assert.Equal(ada.Id.Value, Assert.Single(await messaging.ChangesAsync(chat)).WithheldFrom);
        Assert.Equal(chat, (await ada.OpenDirectAsync(bob)).ChatId);
        await messaging.SendAsync(ada, chat);
        Assert.Equal("3", await ada.SeqsAsync(chat));
        Assert.Equal(chat, Assert.Single(await ada.ChatsAsync()).ChatId);
    }

    [Fact]
    public async Task Two_who_block_each_other_have_both_what_they_send_themselves()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.OpenDirectAsync(bob)).ChatId;
        await ada.BlockAsync(bob);
        await bob.BlockAsync(ada);
        await messaging.SendAsync(ada, chat);
        await messaging.SendAsync(bob, chat);
        Assert.Equal(("1", "2"), (await ada.SeqsAsync(chat), await bob.SeqsAsync(chat)));

        await ada.UnblockAsync(bob);
        await messaging.SendAsync(ada, chat);
        await messaging.SendAsync(bob, chat);
        Assert.Equal(("1 3 4", "2 4"), (await ada.SeqsAsync(chat), await bob.SeqsAsync(chat)));
    }

    [Fact]
    public async Task Groups_that_both_are_in_go_on_as_ever()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await ada.BlockAsync(bob);
        await messaging.SendAsync(bob, chat);
        await messaging.ReceiveAsync(ada, chat, read: 1);

        Assert.Equal("1", await ada.SeqsAsync(chat));
        var receipts = await bob.Http.GetAsync<IReadOnlyList<MessageReceipt>>($"/api/chats/{chat}/messages/1/receipts");
        Assert.NotNull(Assert.Single(receipts).ReadAt);
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static Task<IReadOnlyList<Block>> ListAsync(Person person, string query = "") => person.Http.GetAsync<IReadOnlyList<Block>>(Mine + query);
}
