using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Routing;

namespace Chat.Delivery.Tests.Routing;

/// <summary>Channels of more than 10,000 members: only who has them open is pushed to.</summary>
public sealed class PulledChannelTests : IAsyncLifetime
{
    private const string A = RoutingStage.A;
    private const string B = RoutingStage.B;
    private const long Chat = 7;

    private readonly RoutingStage _stage = new();

    public Task InitializeAsync()
    {
        _stage.Opened.Add((new ChatId(Chat), B));
        _stage.Opened.Add((new ChatId(Chat), "gateway-dead"));
        _stage.Sessions.AddRange([Sample.Session(20, 102, A), Sample.Session(30, 103, A)]);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_message_goes_once_to_each_gateway_that_has_the_channel_open()
    {
        _stage.Know(Pulled(1, Limits.MaxPushedMembers + 1));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        var push = Assert.Single(_stage.Gateways.PushesTo(B));
        Assert.True(push.ToOpened);
        Assert.Empty(push.ConnectionIds);
        Assert.Empty(_stage.Gateways.PushesTo(A));
    }

    [Fact]
    public async Task A_change_goes_besides_to_those_whom_it_concerns()
    {
        _stage.Know(Pulled(2, 20_000));
        await _stage.RouteAsync(
            Sample.Change(Chat, 2, ChatChange.MemberRemoved, removed: [Sample.Seqs(2)], about: 2),
            Sample.Change(Chat, 2, ChatChange.RoleChanged, about: 3));
        await _stage.EventuallyInTime(() => _stage.Done == 2);

        Assert.Equal([102L, 103L], _stage.Gateways.PushesTo(A).SelectMany(push => push.ConnectionIds));
        var toOpened = Assert.Single(_stage.Gateways.PushesTo(B));
        Assert.True(toOpened.ToOpened);
        Assert.Equal(0, toOpened.ChatChanged.UserId);
    }

    [Fact]
    public async Task Over_the_limit_the_members_are_dropped_and_back_under_it_fetched_anew()
    {
        _stage.Know(Sample.Crowd(Chat, 1, Limits.MaxPushedMembers));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        var parts = _stage.Kafka.Parts.Count();

        await _stage.RouteAsync(
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(10_001, from: 2)]),
            Sample.Message(Chat, seq: 2, device: 10, version: 2));
        Assert.Empty(_stage.Gateways.PushesTo(B));
        await _stage.EventuallyInTime(() => _stage.Done == 3);
        Assert.Equal(parts, _stage.Kafka.Parts.Count());
        Assert.Equal(2, _stage.Gateways.PushesTo(B).First().Message.Seq);
        Assert.Equal(1, _stage.Fetches);

        _stage.Know(Sample.Crowd(Chat, 3, Limits.MaxPushedMembers));
        await _stage.RouteAsync(
            Sample.Change(Chat, 3, ChatChange.MemberRemoved, removed: [Sample.Seqs(10_001)], about: 10_001),
            Sample.Message(Chat, seq: 3, device: 10, version: 3));
        await _stage.EventuallyInTime(() => _stage.Done == 5);
        Assert.Equal(2, _stage.Fetches);
        Assert.Contains(_stage.Kafka.Parts, part => part.Part.Event.Message?.Seq == 3);
    }

    [Fact]
    public async Task The_change_of_way_waits_until_the_last_parts_are_pushed()
    {
        _stage.Know(Sample.Crowd(Chat, 1, 300));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));
        _stage.Know(Pulled(2, 20_000));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 2, device: 10, version: 2));
        await Eventually.True(() => _stage.Time.PendingTimers > 0);
        Assert.Empty(_stage.Gateways.Attempts);

        _stage.Time.Advance(Crossing.Patience);
        await Eventually.True(() => _stage.Done == 2);
        Assert.Single(_stage.Gateways.PushesTo(B));
    }

    private static ChatMembers Pulled(long version, long count) => new() { ChatId = Chat, MembershipVersion = version, MemberCount = count };
}
