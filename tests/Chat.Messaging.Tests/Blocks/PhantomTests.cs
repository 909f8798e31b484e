using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

/// <summary>Who is added by somebody they have blocked: a member to the others, and none.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class PhantomTests(RunningService messaging)
{
    [Fact]
    public async Task A_phantom_is_shown_and_counted_and_sees_nothing()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var created = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        var grown = (await bob.CreateGroupAsync(cleo)).ChatId;
        await bob.AddAsync(grown, ada);
        foreach (var chat in (ChatId[])[created, grown])
        {
            await messaging.SendAsync(bob, chat);
            Assert.Equal(3, (await cleo.ChatAsync(chat)).MemberCount);
            Assert.Equal("member owner member", await cleo.RolesAsync(chat, ada, bob, cleo));
            foreach (var path in (string[])["", "/members", "/messages", "/receipts", "/messages/1/receipts"])
                await ada.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}{path}", null, 404, "chat-not-found");
            await ada.Http.RefusedAsync(HttpMethod.Delete, $"/api/chats/{chat}/members/{ada.Id}", null, 404, "chat-not-found");
            Assert.Equal(" of 0", await messaging.SyncAsync(ada, chat));
            Assert.Equal((false, true), await DirectoryAsync(ada, chat));
        }

        Assert.Empty(await ada.ChatsAsync());
        Assert.Empty(await messaging.HeadsAsync(ada));
        var changes = (await messaging.ChangesAsync(created)).Concat(await messaging.ChangesAsync(grown)).ToArray();
        Assert.DoesNotContain(changes, change => change.Membership.Added.Any(member => member.UserId == ada.Id.Value));
        Assert.Equal((2L, 2L, ChatChange.MemberAdded, ada.Id.Value), Facts(changes[^1]));
    }

    [Fact]
    public async Task Removing_a_phantom_is_told_as_any_removal_and_not_to_the_phantom()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var chat = (await bob.CreateGroupAsync(ada, cleo)).ChatId;

        await bob.RemoveAsync(chat, ada);

        Assert.Equal("- owner member", await cleo.RolesAsync(chat, ada, bob, cleo));
        Assert.Equal(2, (await cleo.ChatAsync(chat)).MemberCount);
        var removed = (await messaging.ChangesAsync(chat))[^1];
        Assert.Equal((2L, 2L, ChatChange.MemberRemoved, ada.Id.Value), Facts(removed));
        Assert.Empty(removed.Membership.Removed);
        Assert.Equal((false, false), await DirectoryAsync(ada, chat));
    }

    [Fact]
    public async Task Added_by_somebody_who_is_not_blocked_a_phantom_is_a_member_and_the_others_see_no_change()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var chat = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        await bob.NameAsync(chat, cleo, "admin");
        await bob.NameAsync(chat, ada, "admin");
        await messaging.SendAsync(bob, chat, 2);
        var (before, heads) = (await bob.Http.GetStringAsync($"/api/chats/{chat}/members"), await messaging.HeadsAsync(bob));
        var receipts = await bob.Http.GetStringAsync($"/api/chats/{chat}/messages/1/receipts");

        await cleo.AddAsync(chat, ada);

        Assert.Equal(before, await bob.Http.GetStringAsync($"/api/chats/{chat}/members"));
        Assert.Equal(receipts, await bob.Http.GetStringAsync($"/api/chats/{chat}/messages/1/receipts"));
        Assert.Equal(heads, await messaging.HeadsAsync(bob));
        var appeared = (await messaging.ChangesAsync(chat))[^1];
        Assert.Equal((2L, 3L, ChatChange.MemberAdded, ada.Id.Value, ada.Id.Value), (
            appeared.MembershipVersion, appeared.Membership.Version, appeared.Membership.Change, appeared.Membership.UserId, appeared.OnlyTo));
        Assert.Equal(new MemberSeqs { UserId = ada.Id.Value, FromSeq = 3, FirstSeq = 3 }, Assert.Single(appeared.Membership.Added));
        var summary = Assert.Single(await ada.ChatsAsync());
        Assert.Equal(("admin", 3, 3L, 0L), (summary.Role, summary.MemberCount, summary.FirstSeq, summary.Unread));
        Assert.Equal((true, false), await DirectoryAsync(ada, chat));
        await messaging.SendAsync(bob, chat);
        Assert.Equal("3", await ada.SeqsAsync(chat));
    }

    [Fact]
    public async Task Adding_again_changes_nothing_until_the_block_is_lifted()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var chat = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        await bob.AddAsync(chat, ada, cleo);
        Assert.Single(await messaging.ChangesAsync(chat));

        await ada.UnblockAsync(bob);
        Assert.Empty(await ada.ChatsAsync());
        await bob.AddAsync(chat, ada, cleo);
        Assert.Equal(chat, Assert.Single(await ada.ChatsAsync()).ChatId);
    }

    [Fact]
    public async Task A_phantom_inherits_and_is_handed_ownership_as_a_member_is()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var named = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        await bob.NameAsync(named, ada, "owner");
        Assert.Equal("owner admin member", await cleo.RolesAsync(named, ada, bob, cleo));
        await bob.Http.RefusedAsync(HttpMethod.Delete, $"/api/chats/{named}/members/{ada.Id}", null, 403, "not-allowed");

        var inherited = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        await bob.NameAsync(inherited, ada, "admin");
        await bob.RemoveAsync(inherited, bob);
        Assert.Equal("owner - member", await cleo.RolesAsync(inherited, ada, bob, cleo));
    }

    [Fact]
    public async Task Who_left_and_is_added_back_by_a_blocked_one_keeps_what_was_seen_then_and_no_more()
    {
        var (ada, bob, cleo) = await NewAsync();
        var chat = (await bob.CreateGroupAsync(ada, cleo)).ChatId;
        await messaging.SendAsync(bob, chat);
        await messaging.ReceiveAsync(ada, chat, read: 1);
        await ada.RemoveAsync(chat, ada);
        await ada.BlockAsync(bob);
        await messaging.SendAsync(bob, chat);
        await bob.AddAsync(chat, ada);
        await messaging.SendAsync(bob, chat);

        Assert.Empty(await ada.ChatsAsync());
        Assert.NotNull((await ReceiptAsync(bob, chat, 1, ada))!.ReadAt);
        Assert.Null(await ReceiptAsync(bob, chat, 2, ada));
        Assert.Equal((null, null), ((await ReceiptAsync(bob, chat, 3, ada))!.DeliveredAt, (await ReceiptAsync(bob, chat, 3, ada))!.ReadAt));
        var marks = await cleo.Http.GetAsync<IReadOnlyList<MemberWatermarks>>($"/api/chats/{chat}/receipts");
        Assert.Contains(new MemberWatermarks(ada.Id, 1, 1), marks);
    }

    [Fact]
    public async Task Among_thousands_who_are_added_those_who_block_are_phantoms()
    {
        var (ada, bob, cleo) = await NewAsync();
        await ada.BlockAsync(bob);
        var others = await Invented.UsersAsync(messaging, 2_500);
        var chat = (await bob.CreateGroupAsync()).ChatId;

        await bob.Http.ChangeAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([.. others, ada.Id, cleo.Id]));

        Assert.Equal(2_503, (await cleo.ChatAsync(chat)).MemberCount);
        Assert.Empty(await ada.ChatsAsync());
        var changes = (await messaging.ChangesAsync(chat)).Skip(1).ToArray();
        Assert.Equal([2L, 3, 4], changes.Select(change => change.MembershipVersion));
        Assert.All(changes, change => Assert.Equal(0, change.Membership.UserId));
        Assert.Equal(2_501, changes.Sum(change => change.Membership.Added.Count));
        Assert.Equal([ada.Id.Value], changes.SelectMany(change => change.Membership.PhantomsAdded));
    }

    private async Task<(Person Ada, Person Bob, Person Cleo)> NewAsync() =>
        (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));

    private static (long MembershipVersion, long Version, string Change, long User) Facts(Event change) =>
        (change.MembershipVersion, change.Membership.Version, change.Membership.Change, change.Membership.UserId);

    private static async Task<MessageReceipt?> ReceiptAsync(Person person, ChatId chat, long seq, Person of) =>
        (await person.Http.GetAsync<IReadOnlyList<MessageReceipt>>($"/api/chats/{chat}/messages/{seq}/receipts")).SingleOrDefault(receipt => receipt.UserId == of.Id);

    private async Task<(bool IsMember, bool IsPhantom)> DirectoryAsync(Person person, ChatId chat)
    {
        await using var command = messaging.Shards.Directory.CreateCommand("SELECT is_member, phantom FROM user_chat WHERE user_id = $1 AND chat_id = $2");
        command.Parameters.AddWithValue(person.Id.Value);
        command.Parameters.AddWithValue(chat.Value);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }
}
