using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Media;

public sealed class SendingMediaTests(MessagingFixture fixture) : MediaTest(fixture)
{
    [Fact]
    public async Task What_a_message_carries_is_stored_with_it_and_published()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        MediaId[] media = [Media.Create(user), Media.Create(user), Media.Create(user)];

        var results = await Replica.SendAsync(Send(chat, user, media), Send(chat, user), Send(chat, user, media[1]));

        Assert.Equal([1L, 2L, 3L], results.Select(result => result.Seq));
        Assert.Equal(
            ["0,1,2", "", "1"],
            Replica.Producer.Events.Where(e => e.Message is not null).Select(e => Indexes(e.Message.MediaIds)));
        var stored = (long[][])[[.. media.Select(medium => medium.Value)], [], [media[1].Value]];
        Assert.Equal(
            stored.Select(ids => string.Join(',', ids)),
            (string[])(await ScalarAsync(
                Shards.Of(chat).Source,
                "SELECT array_agg(coalesce(array_to_string(media_ids, ','), '') ORDER BY seq) FROM message WHERE chat_id = $1", chat.Value))!);
        Assert.Equal(4L, await ScalarAsync(Shards.Of(chat).Source, "SELECT count(*) FROM media_message WHERE chat_id = $1", chat.Value));

        string Indexes(IEnumerable<long> ids) => string.Join(',', ids.Select(id => Array.IndexOf(media, new MediaId(id))));
    }

    [Fact]
    public async Task Media_of_others_and_unknown_ones_are_not_found_and_the_later_ones_go_on()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(ada, bob);
        var foreign = Media.Create(bob);

        var results = await Replica.SendAsync(
            Send(chat, ada), Send(chat, ada, foreign), Send(chat, ada, Media.Create(ada), foreign), Send(chat, ada, new MediaId(4)),
            Send(chat, ada), Send(chat, bob, foreign));

        Assert.Equal(
            ["", ErrorCodes.MediaNotFound, ErrorCodes.MediaNotFound, ErrorCodes.MediaNotFound, "", ""], results.Select(result => result.Error));
        Assert.Equal([1L, 0L, 0L, 0L, 2L, 3L], results.Select(result => result.Seq));
    }

    [Fact]
    public async Task A_medium_that_the_sender_may_see_can_be_forwarded_and_again_by_who_got_it_so()
    {
        var (ada, bob, eve) = (NewUser(), NewUser(), NewUser());
        var (first, second, third) = (await NewGroupAsync(ada, bob), await NewGroupAsync(bob, eve), await NewGroupAsync(eve));
        var medium = Media.Create(ada);

        Assert.Equal(ErrorCodes.MediaNotFound, (await SendAsync(second, bob, medium)).Error);
        Assert.Equal("", (await SendAsync(first, ada, medium)).Error);
        Assert.Equal(ErrorCodes.MediaNotFound, (await SendAsync(third, eve, medium)).Error);
        Assert.Equal("", (await SendAsync(second, bob, medium)).Error);
        Assert.Equal("", (await SendAsync(third, eve, medium)).Error);
    }

    [Fact]
    public async Task While_Media_is_away_sends_with_media_and_the_later_ones_of_the_device_to_the_chat_are_unavailable()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var (chat, other) = (await NewGroupAsync(ada, bob), await NewGroupAsync(ada));
        var medium = Media.Create(ada);
        Media.IsAway = true;

        var results = await Replica.SendAsync(
            Send(chat, ada), Send(chat, ada, medium), Send(chat, bob), Send(other, ada), Send(chat, ada), Send(chat, ada, medium));

        Assert.Equal(
            ["", ErrorCodes.Unavailable, "", "", ErrorCodes.Unavailable, ErrorCodes.Unavailable], results.Select(result => result.Error));
        Assert.Equal(2, await LastSeqAsync(chat));

        Media.IsAway = false;
        Assert.Equal([3L, 4L], (await Replica.SendAsync(Send(chat, ada, medium), Send(chat, ada))).Select(result => result.Seq));
    }

    [Fact]
    public async Task A_request_without_media_neither_asks_Media_nor_waits_for_another_one_that_does()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var opening = new TaskCompletionSource();
        Media.Opening = opening.Task;

        var held = Replica.Writes.WriteAsync(new WriteBatch { Sends = { Send(chat, user, Media.Create(user)) } }, CancellationToken.None);
        Assert.Equal(1, (await SendAsync(chat, user)).Seq);
        Assert.False(held.IsCompleted);
        opening.SetResult();

        Assert.Equal(2, (await held).Sends[0].Seq);
        Assert.Equal(1, Media.Calls);
    }

    [Fact]
    public async Task The_media_of_a_whole_request_are_asked_for_by_one_call()
    {
        var user = NewUser();
        var (one, two) = (await NewGroupAsync(user), await NewGroupAsync(user));

        var results = await Replica.SendAsync([.. Enumerable.Range(0, 20).Select(i => Send(i % 2 == 0 ? one : two, user, Media.Create(user)))]);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (i / 2) + 1L), results.Select(result => result.Seq));
        Assert.Equal(1, Media.Calls);
    }

    [Fact]
    public async Task A_repeated_send_gets_the_same_answer_also_when_its_sender_may_not_see_the_medium_any_more()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var (source, target) = (await NewGroupAsync(ada, bob), await NewGroupAsync(ada, bob));
        var medium = Media.Create(ada);
        await SendAsync(source, ada, medium);
        var forwarding = Send(target, bob, medium);

        var first = (await Replica.SendAsync(forwarding))[0];
        var second = (await Replica.SendAsync(forwarding))[0];
        await LeaveAsync(source, bob);
        await LeaveAsync(target, bob);
        var third = (await Replica.SendAsync(forwarding))[0];

        Assert.Equal(("", 1L), (first.Error, first.Seq));
        Assert.Equal(first, second);
        Assert.Equal(first, third);
        Assert.Equal(ErrorCodes.MediaNotFound, (await SendAsync(target, bob, medium)).Error);
        Assert.Equal(1L, await ScalarAsync(Shards.Of(target).Source, "SELECT count(*) FROM media_message WHERE chat_id = $1", target.Value));
    }

    [Fact]
    public async Task In_a_channel_a_reader_s_media_are_refused_as_the_reader_s_messages_are()
    {
        var (owner, reader) = (NewUser(), NewUser());
        var chat = await NewChatAsync(ChatType.Channel, owner, reader);

        Assert.Equal(ErrorCodes.NotAllowed, (await SendAsync(chat, reader, Media.Create(reader))).Error);
        Assert.Equal(1, (await SendAsync(chat, owner, Media.Create(owner))).Seq);
        Assert.Equal(1L, await ScalarAsync(Shards.Of(chat).Source, "SELECT count(*) FROM media_message WHERE chat_id = $1", chat.Value));
    }

    [Fact]
    public async Task A_message_names_each_medium_once_and_no_more_than_the_limit()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        MediaId[] media = [.. Enumerable.Range(0, Limits.MaxMediaPerMessage + 1).Select(_ => Media.Create(user))];

        var results = await Replica.SendAsync(
            Send(chat, user, media[0], media[1], media[0]), Send(chat, user, media), Send(chat, user, media[1..]), Send(chat, user, new MediaId(-1)));

        Assert.Equal([ErrorCodes.BadRequest, ErrorCodes.BadRequest, "", ErrorCodes.MediaNotFound], results.Select(result => result.Error));
    }
}
