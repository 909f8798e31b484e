using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Members;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Members;

public sealed class MembersTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Members_of_now_come_with_the_seqs_from_which_they_see()
    {
        var (owner, left, back) = (NewUser(), NewUser(), NewUser());
        var chat = await NewGroupAsync(owner, left, back);
        var replica = StartReplica();
        await replica.SendAsync(Replica.Send(chat, owner), Replica.Send(chat, owner));
        await LeaveAsync(chat, left);
        await LeaveAsync(chat, back);
        await replica.SendAsync(Replica.Send(chat, owner));
        await JoinAsync(chat, back);
        await ExecuteAsync(Shards.Of(chat).Source, "UPDATE chat SET membership_version = 9 WHERE chat_id = $1", chat.Value);

        var members = (await AskAsync(chat)).Chats[0];

        Assert.Equal(9, members.MembershipVersion);
        Assert.Equal(
            [(owner.Value, 1L, 1L), (back.Value, 4L, 1L)],
            members.Members.OrderBy(member => member.UserId).Select(member => (member.UserId, member.FromSeq, member.FirstSeq)));
    }

    [Fact]
    public async Task Answers_stand_in_the_order_asked_and_unknown_chats_have_version_0()
    {
        var (first, unknown, second, empty) =
            (await NewGroupAsync(NewUser()), Fixture.Ids.Next<ChatId>(), await NewGroupAsync(NewUser()), await NewGroupAsync());

        var result = await AskAsync(first, unknown, second, empty);

        Assert.Equal([first.Value, unknown.Value, second.Value, empty.Value], result.Chats.Select(chat => chat.ChatId));
        Assert.Equal([1L, 0, 1, 1], result.Chats.Select(chat => chat.MembershipVersion));
        Assert.Equal([1, 0, 1, 0], result.Chats.Select(chat => chat.Members.Count));
    }

    [Fact]
    public async Task Of_a_chat_that_is_pulled_only_the_number_of_members_is_answered()
    {
        var chat = await NewGroupAsync(NewUser(), NewUser());
        await ExecuteAsync(Shards.Of(chat).Source, "UPDATE chat SET member_count = 10001 WHERE chat_id = $1", chat.Value);

        var pulled = (await AskAsync(chat)).Chats[0];

        Assert.Equal((1, 10_001, 0), (pulled.MembershipVersion, pulled.MemberCount, pulled.Members.Count));
    }

    private Task<MembersResult> AskAsync(params ChatId[] chats) =>
        new MembersCall(Shards).AnswerAsync(new MembersQuery { ChatIds = { chats.Select(chat => chat.Value) } }, CancellationToken.None);
}
