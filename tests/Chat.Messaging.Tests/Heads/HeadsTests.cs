using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Tests.Replicas;
using Chat.Testing.Time;
using Xunit;

namespace Chat.Messaging.Tests.Heads;

public sealed class HeadsTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task An_older_head_never_overwrites_a_newer_one()
    {
        var replica = StartReplica();
        var chat = Fixture.Ids.Next<ChatId>();

        await replica.Cache.WriteAsync([new HeadState(chat, 9, 3, 900, 1_000)], CancellationToken.None);
        await replica.Cache.WriteAsync([new HeadState(chat, 10, 2, 1_100, 1_100)], CancellationToken.None);
        await replica.Cache.WriteAsync([new HeadState(chat, 8, 1, 800, 800)], CancellationToken.None);

        Assert.Equal(new HeadState(chat, 10, 3, 1_100, 1_100), (await replica.Cache.ReadAsync([chat], CancellationToken.None))[chat]);
    }

    [Fact]
    public async Task A_batch_writes_the_heads_of_its_chats()
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();

        await replica.SendAsync(Replica.Send(chat, user), Replica.Send(chat, user), Replica.Send(chat, user, kind: MessageKind.Event));
        await replica.MarkAsync(chat, user, read: 2);
        await replica.HeadWriter.FlushAsync(CancellationToken.None);

        var stored = Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None));
        Assert.Equal(3, stored.LastSeq);
        Assert.Equal(stored, (await replica.Cache.ReadAsync([chat], CancellationToken.None))[chat]);
    }

    [Fact]
    public async Task What_Redis_lost_comes_from_the_shards_and_is_filled_in()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        var replica = StartReplica();
        await replica.SendAsync([.. chats.Select(chat => Replica.Send(chat, user))]);
        await replica.HeadWriter.FlushAsync(CancellationToken.None);
        await Fixture.Redis.FlushAsync();

        var heads = await replica.Heads.OfUserAsync(user, CancellationToken.None);
        await replica.HeadWriter.FlushAsync(CancellationToken.None);

        Assert.Equal(chats.Select(chat => chat.Value).Order(), heads.Select(head => head.Chat.Value).Order());
        Assert.All(heads, head => Assert.Equal(1, head.LastSeq));
        Assert.Equal(3, (await replica.Cache.ReadAsync(chats, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_user_s_chats_come_newest_activity_first_and_without_those_left()
    {
        var user = NewUser();
        ChatId[] chats = [await NewGroupAsync(user), await NewGroupAsync(user), await NewGroupAsync(user)];
        var replica = StartReplica();
        await replica.Cache.WriteAsync(
            [new HeadState(chats[0], 1, 1, 2_000, 1), new HeadState(chats[1], 1, 1, 3_000, 1), new HeadState(chats[2], 1, 1, 4_000, 1)],
            CancellationToken.None);
        await LeaveAsync(chats[2], user);

        Assert.Equal([chats[1], chats[0]], (await replica.Heads.OfUserAsync(user, CancellationToken.None)).Select(head => head.Chat));
    }

    [Fact]
    public async Task A_heartbeat_gets_what_changed_since_the_last_with_slack_and_the_user_s_own_read_seq()
    {
        var (user, other) = (NewUser(), NewUser());
        ChatId[] chats = [await NewGroupAsync(user, other), await NewGroupAsync(user, other)];
        var replica = StartReplica();
        await replica.SendAsync(Replica.Send(chats[0], user), Replica.Send(chats[1], user), Replica.Send(chats[1], user));
        await replica.MarkAsync(chats[1], user, read: 2);
        var time = new ManualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(5_000_000));
        await replica.Cache.WriteAsync(
            [new HeadState(chats[0], 1, 1, 1, (await StoredAsync(replica, chats[0])).ChangedAt), await StoredAsync(replica, chats[1])], CancellationToken.None);
        var changed = (await StoredAsync(replica, chats[1])).ChangedAt;

        var result = await new HeadsCall(replica.Heads, replica.StoredHeads, time).AnswerAsync(
            new HeadsQuery
            {
                Users =
                {
                    new UserHeadsQuery { UserId = user.Value },
                    new UserHeadsQuery { UserId = other.Value, ChangedSince = changed + 9_000 },
                    new UserHeadsQuery { UserId = other.Value, ChangedSince = changed + 11_000 },
                    new UserHeadsQuery { UserId = NewUser().Value },
                },
            },
            CancellationToken.None);

        Assert.Equal([chats[1].Value, chats[0].Value], result.Users[0].Heads.Select(head => head.ChatId));
        Assert.Equal([2L, 0], result.Users[0].Heads.Select(head => head.ReadSeq));
        Assert.Contains(chats[1].Value, result.Users[1].Heads.Select(head => head.ChatId));
        Assert.All(result.Users[1].Heads, head => Assert.Equal(0, head.ReadSeq));
        Assert.Empty(result.Users[2].Heads);
        Assert.Empty(result.Users[3].Heads);
        Assert.All(result.Users, answer => Assert.Equal(5_000_000, answer.AsOf));
    }

    private static async Task<HeadState> StoredAsync(Replica replica, ChatId chat) =>
        Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None));
}
