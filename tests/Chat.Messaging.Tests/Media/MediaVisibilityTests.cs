using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Media;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Media;

/// <summary>Who may see a medium by a message that carries it.</summary>
public sealed class MediaVisibilityTests(MessagingFixture fixture) : MediaTest(fixture)
{
    [Fact]
    public async Task Members_see_it_strangers_and_who_was_removed_do_not()
    {
        var (ada, bob, eve) = (NewUser(), NewUser(), NewUser());
        var chat = await NewGroupAsync(ada, bob);
        var medium = Media.Create(ada);
        await SendAsync(chat, ada, medium);

        Assert.Equal([true, true, false], await VisibleAsync(medium, chat, ada, bob, eve));
        await LeaveAsync(chat, bob);
        Assert.Equal([true, false, false], await VisibleAsync(medium, chat, ada, bob, eve));
    }

    [Fact]
    public async Task Who_came_later_does_not_see_what_was_sent_before()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(ada);
        var (before, after) = (Media.Create(ada), Media.Create(ada));
        await SendAsync(chat, ada, before);
        await JoinAsync(chat, bob);
        await SendAsync(chat, ada, after);

        Assert.Equal([false], await VisibleAsync(before, chat, bob));
        Assert.Equal([true], await VisibleAsync(after, chat, bob));
    }

    [Fact]
    public async Task Who_came_back_sees_what_was_sent_in_both_times_and_nothing_from_between()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(ada, bob);
        var (first, between, again, repeated) = (Media.Create(ada), Media.Create(ada), Media.Create(ada), Media.Create(ada));
        await SendAsync(chat, ada, first);
        await LeaveAsync(chat, bob);
        await SendAsync(chat, ada, between, repeated);
        await JoinAsync(chat, bob);
        await SendAsync(chat, ada, again);

        Assert.Equal([true], await VisibleAsync(first, chat, bob));
        Assert.Equal([false], await VisibleAsync(between, chat, bob));
        Assert.Equal([true], await VisibleAsync(again, chat, bob));

        Assert.Equal([false], await VisibleAsync(repeated, chat, bob));
        await SendAsync(chat, ada, repeated);
        Assert.Equal([true], await VisibleAsync(repeated, chat, bob));
    }

    [Fact]
    public async Task A_message_that_is_withheld_shows_its_media_to_its_sender_alone_also_when_the_block_is_lifted()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chat = await NewChatAsync(ChatType.Direct, ada, bob);
        var medium = Media.Create(bob);
        await BlockAsync(chat, bob, by: ada.Value);
        Assert.Equal(1, (await SendAsync(chat, bob, medium)).Seq);

        Assert.Equal([false, true], await VisibleAsync(medium, chat, ada, bob));
        await BlockAsync(chat, bob, by: null);
        Assert.Equal([false, true], await VisibleAsync(medium, chat, ada, bob));
        await SendAsync(chat, bob, medium);
        Assert.Equal([true, true], await VisibleAsync(medium, chat, ada, bob));
    }

    [Fact]
    public async Task Answers_stand_in_the_order_asked_whatever_shards_the_chats_are_on()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chats = new List<ChatId>();
        for (var i = 0; i < 8; i++)
            chats.Add(await NewGroupAsync(ada, bob));
        var media = chats.Select(_ => Media.Create(ada)).ToArray();
        for (var i = 0; i < chats.Count; i += 2)
            await SendAsync(chats[i], ada, media[i]);

        var visible = await new VisibleCall(Shards).AnswerAsync(
            new MediaViews
            {
                Views =
                {
                    media.Select(medium => ViewOf(bob, medium, [.. chats])),
                    media.Select((medium, i) => ViewOf(bob, medium, chats[(i + 1) % chats.Count])),
                    ViewOf(bob, media[0]),
                },
            },
            CancellationToken.None);

        bool[] everyOther = [true, false, true, false, true, false, true, false];
        Assert.Equal([.. everyOther, .. everyOther.Select(_ => false), false], visible.Visible);
    }

    [Fact]
    public async Task A_medium_is_carried_by_any_message_of_the_chats_asked_for()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var (chat, direct, empty) = (await NewGroupAsync(ada), await NewChatAsync(ChatType.Direct, ada, bob), await NewGroupAsync(ada));
        var (sent, withheld, unsent) = (Media.Create(ada), Media.Create(bob), Media.Create(ada));
        await SendAsync(chat, ada, sent);
        await BlockAsync(direct, bob, by: ada.Value);
        await SendAsync(direct, bob, withheld);
        await LeaveAsync(chat, ada);

        var result = await new CarriedCall(Shards).AnswerAsync(
            new MediaCarriers
            {
                Media =
                {
                    CarrierOf(sent, chat, direct, empty), CarrierOf(sent, empty), CarrierOf(withheld, direct), CarrierOf(unsent, chat, empty), CarrierOf(sent),
                },
            },
            CancellationToken.None);

        Assert.Equal([true, false, true, false, false], result.Carried);
    }

    private static MediaView ViewOf(UserId user, MediaId medium, params ChatId[] chats) =>
        new() { UserId = user.Value, MediaId = medium.Value, ChatIds = { chats.Select(chat => chat.Value) } };

    private static MediaCarrier CarrierOf(MediaId medium, params ChatId[] chats) =>
        new() { MediaId = medium.Value, ChatIds = { chats.Select(chat => chat.Value) } };

    private async Task<IReadOnlyList<bool>> VisibleAsync(MediaId medium, ChatId chat, params UserId[] users) =>
        (await new VisibleCall(Shards).AnswerAsync(
            new MediaViews { Views = { users.Select(user => ViewOf(user, medium, chat)) } }, CancellationToken.None)).Visible;

    private Task BlockAsync(ChatId chat, UserId blocked, long? by) => ExecuteAsync(
        Shards.Of(chat).Source,
        "UPDATE member SET blocked_by = nullif($3, 0) WHERE chat_id = $1 AND user_id = $2", chat.Value, blocked.Value, by ?? 0L);
}
