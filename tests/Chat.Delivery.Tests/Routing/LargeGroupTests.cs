using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.Delivery.FanOut;
using Chat.Delivery.Routing;

namespace Chat.Delivery.Tests.Routing;

/// <summary>Chats of more than 256 members: their events leave in parts.</summary>
public sealed class LargeGroupTests : IAsyncLifetime
{
    private const string A = RoutingStage.A;
    private const long Chat = 7;

    private readonly RoutingStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_message_for_many_leaves_in_parts_that_name_each_recipient_once()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 10_000));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        var parts = _stage.Kafka.Parts.ToArray();
        Assert.Equal(Enumerable.Range(1, 10_000).Select(user => (long)user), parts.SelectMany(part => part.Part.UserIds).Order());
        Assert.All(parts, part => Assert.InRange(part.Part.UserIds.Count, 1, FanOutTopic.MaxRecipients));
        Assert.Equal(FanOutTopic.Lanes, parts.Select(part => part.Partition).Distinct().Count());
        Assert.All(parts, part => Assert.Equal("message 1", part.Part.Event.Message.Ciphertext.ToStringUtf8()));
        Assert.Empty(_stage.Gateways.Attempts);
    }

    [Fact]
    public async Task Recipients_stay_in_their_partition_however_the_group_grows()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        _stage.Know(Sample.Crowd(Chat, 2, 9_000));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 2, device: 10, version: 2));

        var places = _stage.Kafka.Parts
            .SelectMany(part => part.Part.UserIds, (part, user) => (User: user, part.Partition))
            .Distinct();
        Assert.Equal(9_000, places.Count());
    }

    [Fact]
    public async Task A_record_is_done_when_kafka_has_all_its_parts()
    {
        _stage.Kafka.Holds = true;
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await Eventually.True(() => _stage.Kafka.Parts.Sum(part => part.Part.UserIds.Count) == 300);
        Assert.Equal(0, _stage.Done);

        _stage.Kafka.Acknowledge();
        await Eventually.True(() => _stage.Done == 1);
    }

    [Fact]
    public async Task Parts_that_kafka_does_not_take_are_tried_again_before_later_ones()
    {
        _stage.Partitions.Count = 1;
        _stage.Kafka.Failures = 5;
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 2, device: 10));
        await _stage.EventuallyInTime(() => _stage.Done == 2);

        Assert.Equal([1L, 2L], _stage.Kafka.Parts.Select(part => part.Part.Event.Message.Seq));
        Assert.InRange(_stage.Kafka.Attempts, 6, 7);
    }

    [Fact]
    public async Task While_kafka_has_not_said_how_many_partitions_there_are_a_large_group_waits_and_others_go_on()
    {
        _stage.Partitions.Count = 0;
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        _stage.Know(Sample.Members(8, 1, Sample.Seqs(1)));
        _stage.Sessions.Add(Sample.Session(11, 101, A));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10), Sample.Message(8, seq: 1, device: 10));
        await Eventually.True(() => _stage.Done == 1);

        _stage.Partitions.Count = 4;
        await _stage.EventuallyInTime(() => _stage.Done == 2);
        Assert.Equal(300, _stage.Kafka.Parts.Sum(part => part.Part.UserIds.Count));
    }

    [Fact]
    public async Task A_group_that_grows_beyond_256_goes_on_in_parts_when_the_gateways_have_answered()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 256));
        _stage.Sessions.Add(Sample.Session(20, 102, A));
        var answer = _stage.Gateways.Hold(A);
        await _stage.RouteAsync(
            Sample.Message(Chat, seq: 1, device: 10),
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(257, from: 2)], about: 257),
            Sample.Message(Chat, seq: 2, device: 10, version: 2));
        await Eventually.True(() => _stage.Gateways.Attempts.Count == 1);
        Assert.Empty(_stage.Kafka.Records);

        answer.SetResult(new PushResult());
        await Eventually.True(() => _stage.Kafka.Parts.Any(part => part.Part.Event.Message is not null));
        Assert.Equal(1, Assert.Single(_stage.Gateways.PushesTo(A)).Message.Seq);
        Assert.Equal([257L], _stage.Kafka.Parts.Where(part => part.Part.Event.Membership is not null).SelectMany(part => part.Part.UserIds));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_holds_up_the_change_of_way_for_seconds_only()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 256));
        _stage.Sessions.Add(Sample.Session(20, 102, A));
        _stage.Gateways.Hold(A);
        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await Eventually.True(() => _stage.Gateways.Attempts.Count == 1);
        _stage.Know(Sample.Crowd(Chat, 2, 257));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 2, device: 10, version: 2));

        await _stage.EventuallyInTime(() => _stage.Kafka.Parts.Sum(part => part.Part.UserIds.Count) == 257);
        _stage.Gateways.Answer(A, new PushResult());
    }

    [Fact]
    public async Task A_group_that_shrinks_goes_on_in_parts_until_it_was_quiet()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 257));
        _stage.Sessions.Add(Sample.Session(20, 102, A));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        await _stage.RouteAsync(Sample.Change(Chat, 2, ChatChange.MemberRemoved, removed: [Sample.Seqs(257)], about: 257));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 2, device: 10, version: 2));
        Assert.Empty(_stage.Gateways.Attempts);

        await _stage.EventuallyInTime(() => _stage.Done == 3);
        _stage.Time.Advance(Crossing.Quiet);
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 3, device: 10, version: 2));
        Assert.Equal(3, Assert.Single(_stage.Gateways.PushesTo(A)).Message.Seq);
    }

    [Fact]
    public async Task Changes_are_told_at_once_to_those_concerned_and_once_a_second_to_the_others()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 8, device: 10));
        var joined = Enumerable.Range(301, 5).Select((user, i) =>
            Sample.Change(Chat, 2 + i, ChatChange.MemberAdded, added: [Sample.Seqs(user, from: 9, first: 4)], about: user));
        await _stage.RouteAsync([.. joined, Sample.Message(Chat, seq: 9, device: 10, version: 6)]);
        await Eventually.True(() => _stage.Done == 2 && Changes().Length == 5);
        Assert.Equal(Enumerable.Range(301, 5).Select(user => (long)user), Changes().SelectMany(part => part.UserIds).Order());
        Assert.All(Changes(), part => Assert.Equal([4L], part.FirstSeqs));

        _stage.Time.Advance(GatheredChanges.Every);
        await Eventually.True(() => _stage.Done == 7);
        var told = Changes()[5..];
        Assert.Equal(Enumerable.Range(1, 305).Select(user => (long)user), told.SelectMany(part => part.UserIds).Order());
        Assert.All(told, part => Assert.Equal((106L, 0L, "member-added"), (part.Event.Membership.Version, part.Event.Membership.UserId, part.Event.Membership.Change)));
    }

    [Fact]
    public async Task A_single_change_names_its_user_and_is_not_told_twice()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        await _stage.RouteAsync(Sample.Change(Chat, 2, ChatChange.MemberRemoved, removed: [Sample.Seqs(300)], about: 300));
        await _stage.EventuallyInTime(() => _stage.Done == 2);

        Assert.Equal(Enumerable.Range(1, 300).Select(user => (long)user), Changes().SelectMany(part => part.UserIds).Order());
        Assert.All(Changes(), part => Assert.Equal((300L, 0), (part.Event.Membership.UserId, part.Event.Membership.Removed.Count)));
    }

    [Fact]
    public async Task A_change_for_one_user_is_told_to_nobody_else()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        var change = Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(301, from: 2)], about: 301);
        change.OnlyTo = 301;
        await _stage.RouteAsync(change);
        await _stage.EventuallyInTime(() => _stage.Done == 2);
        _stage.Time.Advance(GatheredChanges.Every);

        Assert.Equal([301L], Changes().SelectMany(part => part.UserIds));
    }

    [Fact]
    public async Task A_change_about_a_phantom_is_told_to_all_but_the_phantom()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        var change = Sample.Change(Chat, 2, ChatChange.MemberAdded, about: 301);
        change.WithheldFrom = 301;
        await _stage.RouteAsync(change);
        await _stage.EventuallyInTime(() => _stage.Done == 2);

        Assert.Equal(Enumerable.Range(1, 300).Select(user => (long)user), Changes().SelectMany(part => part.UserIds).Order());
    }

    [Fact]
    public async Task Parts_reach_their_recipients_devices()
    {
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(30, 103, A)]);
        var e = Sample.Message(Chat, seq: 1, device: 10);
        var acknowledgement = _stage.NewAcknowledgement();
        await _stage.PartRouter.RouteAsync(
            [new RoutedEvent(e, acknowledgement, default, [.. Division.Of(e, Members(1, 2), 1).Single().Part.UserIds.Select(Member)])],
            CancellationToken.None);
        acknowledgement.Release();
        await Eventually.True(() => _stage.Done == 1);

        Assert.Equal([102L], Assert.Single(_stage.Gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task Parts_of_one_message_in_one_record_are_one_push()
    {
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(30, 103, A)]);
        var (first, second) = (Sample.Message(Chat, seq: 1, device: 99), Sample.Message(Chat, seq: 2, device: 99));
        var acknowledgement = _stage.NewAcknowledgement();
        await _stage.PartRouter.RouteAsync(
            [
                new RoutedEvent(first, acknowledgement, default, Members(1)),
                new RoutedEvent(first, acknowledgement, default, Members(2)),
                new RoutedEvent(second, acknowledgement, default, Members(3)),
            ],
            CancellationToken.None);
        acknowledgement.Release();
        await Eventually.True(() => _stage.Done == 1);

        Assert.Equal([[100L, 102L], [103L]], _stage.Gateways.PushesTo(A).Select(push => push.ConnectionIds));
    }

    private static Delivery.Members.Member Member(long user) => new(new Contracts.Ids.UserId(user), 0, 0);

    private static Delivery.Members.Member[] Members(params long[] users) => Array.ConvertAll(users, Member);

    private FanOutPart[] Changes() => [.. _stage.Kafka.Parts.Select(part => part.Part).Where(part => part.Event.Membership is not null)];
}
