using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Members;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Members;

public sealed class MembershipTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Answers_stand_in_the_order_asked_whatever_shard_a_chat_is_on()
    {
        var (owner, left, stranger) = (NewUser(), NewUser(), NewUser());
        var chats = new List<ChatId>();
        for (var i = 0; i < 8; i++)
            chats.Add(await NewGroupAsync(owner, left));
        foreach (var chat in chats)
            await LeaveAsync(chat, left);
        var unknown = Fixture.Ids.Next<ChatId>();

        var result = await AskAsync([.. chats.SelectMany(chat => new[] { (chat, owner), (chat, left), (chat, stranger) }), (unknown, owner)]);

        Assert.Equal([.. chats.SelectMany(_ => new[] { true, false, false }), false], result.IsMember);
        Assert.All(result.IsChannel, Assert.False);
    }

    [Fact]
    public async Task A_member_learns_the_first_seq_of_all_its_times_and_that_the_chat_is_a_channel()
    {
        var (owner, back) = (NewUser(), NewUser());
        var chat = await NewChatAsync(ChatType.Channel, owner, back);
        var replica = StartReplica();
        await replica.SendAsync(Replica.Send(chat, owner));
        await LeaveAsync(chat, back);
        await replica.SendAsync(Replica.Send(chat, owner));
        await JoinAsync(chat, back);

        var result = await AskAsync((chat, back));

        Assert.Equal([true], result.IsMember);
        Assert.Equal([true], result.IsChannel);
        Assert.Equal([1L], result.FirstSeqs);
    }

    private Task<MembershipResult> AskAsync(params (ChatId Chat, UserId User)[] asked) => new MembershipCall(Shards).AnswerAsync(
        new MembershipQuery { Members = { asked.Select(one => new MembershipOf { ChatId = one.Chat.Value, UserId = one.User.Value }) } },
        CancellationToken.None);
}
