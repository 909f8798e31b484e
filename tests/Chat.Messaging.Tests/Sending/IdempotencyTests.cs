using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class IdempotencyTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task The_same_id_again_gives_the_same_acknowledgement_and_changes_nothing()
    {
        var (user, id) = (NewUser(), Guid.NewGuid());
        var chat = await NewGroupAsync(user);
        var (replica, other) = (StartReplica(), StartReplica());

        var first = (await replica.SendAsync(Replica.Send(chat, user, id)))[0];
        await replica.SendAsync(Replica.Send(chat, user));
        var again = (await replica.SendAsync(Replica.Send(chat, user, id)))[0];
        var elsewhere = (await other.SendAsync(Replica.Send(chat, user, id)))[0];

        Assert.Equal(first, again);
        Assert.Equal(first, elsewhere);
        Assert.Equal(2, await LastSeqAsync(chat));
        Assert.Empty(other.Producer.Events);
    }

    [Fact]
    public async Task The_same_id_many_times_at_once_on_two_replicas_is_one_message()
    {
        var (user, id) = (NewUser(), Guid.NewGuid());
        var chat = await NewGroupAsync(user);
        Replica[] replicas = [StartReplica(), StartReplica()];

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => replicas[i % 2].SendAsync(Replica.Send(chat, user, id))));

        Assert.Single(results.Select(result => result[0]).Distinct());
        Assert.Equal(1, results[0][0].Seq);
        Assert.Equal(1, await LastSeqAsync(chat));
        Assert.Single(replicas.SelectMany(replica => replica.Producer.Events));
    }

    [Fact]
    public async Task The_same_id_twice_in_one_request_is_one_message()
    {
        var (user, id) = (NewUser(), Guid.NewGuid());
        var chat = await NewGroupAsync(user);

        var results = await StartReplica().SendAsync(
            Replica.Send(chat, user, id), Replica.Send(chat, user), Replica.Send(chat, user, id));

        Assert.Equal([1L, 2L, 1L], results.Select(result => result.Seq));
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public async Task Another_device_of_the_sender_gets_the_same_acknowledgement()
    {
        var (user, id) = (NewUser(), Guid.NewGuid());
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();

        var first = (await replica.SendAsync(Replica.Send(chat, user, id)))[0];
        var item = Replica.Send(chat, user, id);
        item.DeviceId += 1;

        Assert.Equal(first, (await replica.SendAsync(item))[0]);
    }

    [Fact]
    public async Task An_id_is_a_sender_s_own_and_a_chat_s_own()
    {
        var (user, other, id) = (NewUser(), NewUser(), Guid.NewGuid());
        var (chat, second) = (await NewGroupAsync(user, other), await NewGroupAsync(user, other));

        var results = await StartReplica().SendAsync(
            Replica.Send(chat, user, id), Replica.Send(chat, other, id), Replica.Send(second, user, id));

        Assert.Equal([1L, 2L, 1L], results.Select(result => result.Seq));
    }

    [Fact]
    public async Task A_sender_who_was_removed_meanwhile_still_gets_the_acknowledgement()
    {
        var (user, owner, id) = (NewUser(), NewUser(), Guid.NewGuid());
        var chat = await NewGroupAsync(owner, user);
        var replica = StartReplica();

        var first = (await replica.SendAsync(Replica.Send(chat, user, id)))[0];
        await LeaveAsync(chat, user);

        Assert.Equal(first, (await replica.SendAsync(Replica.Send(chat, user, id)))[0]);
    }
}
