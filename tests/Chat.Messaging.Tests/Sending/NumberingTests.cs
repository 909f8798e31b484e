using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class NumberingTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Two_replicas_number_the_same_chats_without_gaps()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        Replica[] replicas = [StartReplica(), StartReplica()];

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
            replicas[i % 2].SendAsync([.. chats.Select(chat => Replica.Send(chat, user))])));

        for (var i = 0; i < chats.Length; i++)
        {
            Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), results.Select(result => result[i].Seq).Order());
            Assert.Equal(300, await LastSeqAsync(chats[i]));
        }

        var published = replicas.SelectMany(replica => replica.Producer.Events).Select(e => (e.ChatId, e.Message.Seq)).ToArray();
        Assert.Equal(900, published.Length);
        Assert.Equal(900, published.Distinct().Count());
    }

    [Fact]
    public async Task Messages_of_a_request_take_seqs_in_their_order()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);

        var results = await StartReplica().SendAsync([.. Enumerable.Range(0, 50).Select(_ => Replica.Send(chat, user))]);

        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), results.Select(result => result.Seq));
    }

    [Fact]
    public async Task Requests_that_follow_one_another_without_waiting_keep_their_order()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => replica.SendAsync(Replica.Send(chat, user))));

        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), results.Select(result => result[0].Seq));
    }

    [Fact]
    public async Task A_chat_s_events_are_one_record_a_batch_in_the_chat_s_partition()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();

        await replica.SendAsync(Replica.Send(chat, user, text: "one"), Replica.Send(chat, user, text: "two"));

        var record = Assert.Single(replica.Producer.Records);
        Assert.Equal(EventTopic.PartitionOf(chat, replica.Partitions.Count), record.Partition);
        Assert.Equal(["one", "two"], replica.Producer.Events.Select(e => e.Message.Ciphertext.ToStringUtf8()));
    }

    [Fact]
    public async Task Times_are_whole_milliseconds_and_the_same_in_acknowledgement_and_row()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();

        var result = (await replica.SendAsync(Replica.Send(chat, user)))[0];

        var stored = (DateTime)(await ScalarAsync(Shards.Of(chat).Source, "SELECT sent_at FROM message WHERE chat_id = $1", chat.Value))!;
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(result.SentAt).UtcDateTime, stored);
        Assert.Equal(result.SentAt, replica.Producer.Events[0].Message.SentAt);
    }
}
