using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Blocks;
using Chat.Messaging.Tests.Service;
using Xunit;
using Xunit.Abstractions;

namespace Chat.Messaging.Tests.Chats;

/// <summary>Memberships of thousands. The bounds are generous: the machine runs other tests beside.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class BigChatTests(RunningService messaging, ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_are_added_in_one_call_and_messages_go_on_meanwhile()
    {
        var ada = await Person.CreateAsync(messaging);
        var users = await Invented.UsersAsync(messaging, 9_999);
        var chat = (await ada.CreateGroupAsync()).ChatId;

        var watch = Stopwatch.StartNew();
        var adding = AddAsync(ada, chat, users);
        var (sends, longest) = (0, TimeSpan.Zero);
        while (!adding.IsCompleted)
        {
            var began = watch.Elapsed;
            await messaging.SendAsync(ada, chat);
            (sends, longest) = (sends + 1, TimeSpan.FromTicks(Math.Max(longest.Ticks, (watch.Elapsed - began).Ticks)));
        }

        await adding;
        output.WriteLine($"10,000 members in {watch.ElapsedMilliseconds} ms; {sends} messages beside, the slowest {longest.TotalMilliseconds:0} ms");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(10_000, (await ada.ChatAsync(chat)).MemberCount);
        var changes = (await messaging.ChangesAsync(chat)).Skip(1).ToArray();
        Assert.Equal(Enumerable.Range(2, 10).Select(version => (long)version), changes.Select(change => change.MembershipVersion));
        Assert.Equal(users.Select(user => user.Value).Order(), changes.SelectMany(change => change.Membership.Added).Select(member => member.UserId).Order());
        // Messages went between the batches: not all joined at the same seq.
        Assert.InRange(changes.Select(change => change.Membership.Added[0].FromSeq).Distinct().Count(), 2, 10);
    }

    [Fact]
    public async Task More_than_a_group_takes_are_refused_before_anybody_is_added()
    {
        var ada = await Person.CreateAsync(messaging);
        var users = await Invented.UsersAsync(messaging, 10_001);
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await AddAsync(ada, chat, users[..5_000]);

        await ada.Http.RefusedAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest(users[4_000..10_000]), 409, "too-many-members");
        await ada.Http.RefusedAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest(users), 409, "too-many-members");

        Assert.Equal(5_001, (await ada.ChatAsync(chat)).MemberCount);
    }

    [Fact]
    public async Task What_was_added_before_a_failure_stays_and_the_same_call_adds_the_rest()
    {
        var ada = await Person.CreateAsync(messaging);
        var users = await Invented.UsersAsync(messaging, 3_000);
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await AddAsync(ada, chat, users[..1_500]);

        await AddAsync(ada, chat, users);

        Assert.Equal(3_001, (await ada.ChatAsync(chat)).MemberCount);
        var added = (await messaging.ChangesAsync(chat)).SelectMany(change => change.Membership.Added).Select(member => member.UserId).ToArray();
        Assert.Equal(added.Distinct().Count(), added.Length);
    }

    [Fact]
    public async Task A_channel_grows_beyond_what_a_group_takes()
    {
        var ada = await Person.CreateAsync(messaging);
        var bob = await Person.CreateAsync(messaging);
        var users = await Invented.UsersAsync(messaging, 12_000);
        var watch = Stopwatch.StartNew();
        var chat = (await ada.Http.PostJsonAsync<ChatSummary>("/api/chats", new CreateChatRequest("channel", users[..9_999], "News"))).ChatId;
        output.WriteLine($"A channel of 10,000 is made in {watch.ElapsedMilliseconds} ms");

        await AddAsync(ada, chat, [.. users[9_999..], bob.Id]);

        Assert.Equal(12_002, (await bob.ChatAsync(chat)).MemberCount);
        var seq = await messaging.SendAsync(ada, chat);
        Assert.Equal((1L, seq), ((await bob.ChatAsync(chat)).Unread, Assert.Single(await messaging.HeadsAsync(bob)).LastSeq));
        await ada.Http.RefusedAsync(
            HttpMethod.Post, "/api/chats", new CreateChatRequest("channel", users[..10_001], "More"), 409, "too-many-members");
    }

    private static Task AddAsync(Person person, ChatId chat, UserId[] users) =>
        person.Http.ChangeAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest(users));
}
