using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Replicas;
using Google.Protobuf;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class RefusalTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Who_is_not_a_member_learns_nothing_of_the_chat()
    {
        var chat = await NewGroupAsync(NewUser());
        var replica = StartReplica();

        var results = await replica.SendAsync(
            Replica.Send(chat, NewUser()), Replica.Send(Fixture.Ids.Next<ChatId>(), NewUser()));

        Assert.All(results, result => Assert.Equal(ErrorCodes.ChatNotFound, result.Error));
        Assert.Equal(0, await LastSeqAsync(chat));
    }

    [Fact]
    public async Task Who_was_removed_is_refused_and_who_came_back_is_not()
    {
        var (owner, user) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(owner, user);
        var replica = StartReplica();

        await replica.SendAsync(Replica.Send(chat, user));
        await LeaveAsync(chat, user);
        Assert.Equal(ErrorCodes.ChatNotFound, (await replica.SendAsync(Replica.Send(chat, user)))[0].Error);
        await replica.SendAsync(Replica.Send(chat, owner));
        await JoinAsync(chat, user);

        Assert.Equal(3, (await replica.SendAsync(Replica.Send(chat, user)))[0].Seq);
    }

    [Fact]
    public async Task In_a_channel_only_owner_and_admins_send()
    {
        var (owner, admin, reader) = (NewUser(), NewUser(), NewUser());
        var chat = await NewChatAsync(ChatType.Channel, owner, admin, reader);
        await ExecuteAsync(Shards.Of(chat).Source, "UPDATE member SET role = 1 WHERE chat_id = $1 AND user_id = $2", chat.Value, admin.Value);

        var results = await StartReplica().SendAsync(Replica.Send(chat, owner), Replica.Send(chat, reader), Replica.Send(chat, admin));

        Assert.Equal(["", ErrorCodes.NotAllowed, ""], results.Select(result => result.Error));
        Assert.Equal([1L, 0L, 2L], results.Select(result => result.Seq));
    }

    [Fact]
    public async Task A_reference_names_a_message_that_exists()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();
        await replica.SendAsync(Replica.Send(chat, user));

        var results = await replica.SendAsync(
            Replica.Send(chat, user, kind: MessageKind.Event, refSeq: 1),
            Replica.Send(chat, user, kind: MessageKind.Event, refSeq: 3),
            Replica.Send(chat, user, kind: MessageKind.Event, refSeq: -1));

        Assert.Equal(["", ErrorCodes.BadRequest, ErrorCodes.BadRequest], results.Select(result => result.Error));
        Assert.Equal(1, replica.Producer.Events[^1].Message.RefSeq);
    }

    [Fact]
    public async Task A_bad_item_does_not_disturb_the_others_of_its_request()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var (tooLarge, media, noId, badKind) =
            (Replica.Send(chat, user), Replica.Send(chat, user), Replica.Send(chat, user), Replica.Send(chat, user));
        tooLarge.Ciphertext = ByteString.CopyFrom(new byte[Limits.MaxCiphertext + 1]);
        media.MediaIds.Add(1);
        noId.ClientMsgId = ByteString.CopyFrom(1, 2, 3);
        badKind.Kind = 7;

        var results = await StartReplica().SendAsync(tooLarge, Replica.Send(chat, user), media, noId, badKind, Replica.Send(chat, user));

        Assert.Equal(
            [ErrorCodes.TooLarge, "", ErrorCodes.MediaNotFound, ErrorCodes.BadRequest, ErrorCodes.BadRequest, ""],
            results.Select(result => result.Error));
        Assert.Equal(2, results[5].Seq);
    }

    [Fact]
    public async Task An_event_is_no_activity()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();
        var sent = (await replica.SendAsync(Replica.Send(chat, user)))[0];

        await replica.SendAsync(Replica.Send(chat, user, kind: MessageKind.Event, refSeq: 1));

        var head = Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None));
        Assert.Equal(sent.SentAt, head.ActiveAt);
        Assert.Equal(2, head.LastSeq);
    }
}
