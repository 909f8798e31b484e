using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Opening;
using Chat.Gateway.Pushing;
using Chat.Gateway.Tests.Connections;
using Chat.Gateway.Upstream;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Pushing;

public sealed class PushHandlerTests : IAsyncLifetime, IDisposable
{
    private readonly ConnectionTable _table = new(new GatewayLimits());
    private readonly OpenedChats _opened = new();
    private readonly FakeMessaging _messaging = new();
    private readonly HeadsReader _reader;
    private readonly HeadsComparison _heads;
    private readonly PushHandler _handler;
    private readonly FakeLink _link = new();
    private readonly Dictionary<ClientConnection, FakeLink> _links = [];
    private readonly ManualTimeProvider _time = new();

    public PushHandlerTests()
    {
        _reader = new HeadsReader(new AnyReplica(_messaging, _time));
        _heads = new HeadsComparison(_table, _reader, TimeProvider.System, NullLogger<HeadsComparison>.Instance);
        _handler = new PushHandler(_table, _opened, _heads, _time);
        Enter(_link, 10, Given.Device);
    }

    public Task InitializeAsync() => _heads.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _heads.StopAsync(CancellationToken.None);
        await _reader.DisposeAsync();
    }

    public void Dispose() => _heads.Dispose();

    [Fact]
    public void Every_kind_of_push_reaches_its_connections_in_order()
    {
        var other = new FakeLink();
        Enter(other, 11, new DeviceId(9));
        var result = _handler.Handle(Batch(
            1,
            new Push { ConnectionIds = { 10, 11 }, ChatId = Given.Chat.Value, Message = Given.Stored(Given.Chat, 1) },
            new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, Watermark = new WatermarkMoved { UserId = 5, Type = 1, Seq = 4, At = 7 } },
            new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, ChatChanged = new ChatChangedPush { Version = 2, FirstSeq = 1, Change = ChatChange.MemberAdded, UserId = 6 } },
            new Push { ConnectionIds = { 10 }, Close = new ConnectionClose { Reason = CloseReasons.DeviceRevoked } }));

        Assert.Empty(result.UnknownConnectionIds);
        Assert.Equal(["Message", "Receipt", "ChatChanged", "Closing"], _link.Events.Select(e => e.Target));
        Assert.Equal(["Message"], other.Events.Select(e => e.Target));
        Assert.Same(_link.Written[0], other.Written[0]);
        var receipt = _link.Events.ElementAt(1).Argument;
        Assert.Equal(("READ", 4, new UserId(5).ToString()), (receipt.GetProperty("type").GetString(), receipt.GetProperty("seq").GetInt32(), receipt.GetProperty("userId").GetString()));
        Assert.Equal(CloseReasons.DeviceRevoked, _link.Events.Last().Argument.GetProperty("reason").GetString());
        Assert.False(_link.EndedWithReconnect);
    }

    [Fact]
    public void Typing_is_told_as_it_is_and_left_out_where_other_things_wait()
    {
        var push = new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, Typing = new TypingPush { UserId = 5, Typing = true } };
        _handler.Handle(Batch(1, push));
        var (target, typing) = Assert.Single(_link.Events);
        Assert.Equal("Typing", target);
        Assert.Equal(
            (Given.Chat.ToString(), new UserId(5).ToString(), true),
            (typing.GetProperty("chatId").GetString(), typing.GetProperty("userId").GetString(), typing.GetProperty("typing").GetBoolean()));

        _link.Blocked = true;
        var change = new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, ChatChanged = new ChatChangedPush { Version = 2, Change = ChatChange.Renamed } };
        _handler.Handle(Batch(2, change, change, push));
        _link.Blocked = false;
        _link.Release();
        Assert.Equal(["Typing", "ChatChanged", "ChatChanged"], _link.Events.Select(e => e.Target));
    }

    [Fact]
    public void Unknown_connections_are_reported_unless_a_registration_is_under_way()
    {
        var push = new Push { ConnectionIds = { 5, 12 }, ChatId = Given.Chat.Value, Message = Given.Stored(Given.Chat, 1) };
        Assert.Equal([5, 12], _handler.Handle(Batch(1, push)).UnknownConnectionIds);
        _table.BeginRegistration();
        Assert.Equal([5], _handler.Handle(Batch(2, push)).UnknownConnectionIds);
    }

    [Fact]
    public void A_repeated_batch_is_not_written_again()
    {
        var push = new Push { ConnectionIds = { 10, 99 }, ChatId = Given.Chat.Value, Message = Given.Stored(Given.Chat, 1) };
        _handler.Handle(Batch(1, push));
        Assert.Equal([99], _handler.Handle(Batch(1, push)).UnknownConnectionIds);
        Assert.Single(_link.Written);
    }

    [Fact]
    public async Task After_a_jump_heads_are_compared_and_sent_where_something_changed()
    {
        _messaging.Heads = query => new HeadsResult
        {
            Users = { query.Users.Select(_ => new UserHeads { AsOf = 77, Heads = { new ChatHead { ChatId = Given.Chat.Value, LastSeq = 3, Version = 1 } } }) },
        };
        _handler.Handle(Batch(1));
        _handler.Handle(Batch(3));
        await Eventually.True(() => _link.Written.Count == 1);
        Assert.Equal(3, _link.Events.Single().Argument.GetProperty("heads")[0].GetProperty("lastSeq").GetInt64());
        Assert.Equal(77, _table.Find(10)!.KnownGood);
    }

    [Fact]
    public async Task A_push_to_the_opened_reaches_each_of_them_once_and_not_the_device_that_sent_it()
    {
        var (named, open, sender) = (_table.Find(10)!, Enter(new FakeLink(), 11, new DeviceId(9)), Enter(new FakeLink(), 12, new DeviceId(4)));
        foreach (var connection in new[] { named, open, sender })
            await OpenAsync(connection);

        _handler.Handle(Batch(1, new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, ToOpened = true, Message = Given.Stored(Given.Chat, 1) }));

        Assert.Equal([1, 1, 0], new[] { named, open, sender }.Select(connection => LinkOf(connection).Written.Count));
    }

    [Fact]
    public async Task A_removal_closes_the_chat_before_anything_later_is_written()
    {
        await OpenAsync(_table.Find(10)!);
        _handler.Handle(Batch(
            1,
            new Push { ConnectionIds = { 10 }, ChatId = Given.Chat.Value, ChatChanged = new ChatChangedPush { Version = 2, Change = ChatChange.MemberRemoved, UserId = Given.User.Value } },
            new Push { ChatId = Given.Chat.Value, ToOpened = true, Message = Given.Stored(Given.Chat, 1) }));

        Assert.Equal(["ChatChanged"], _link.Events.Select(e => e.Target));
    }

    [Fact]
    public async Task After_a_jump_nothing_goes_to_opened_chats_before_their_members_are_checked_again()
    {
        await OpenAsync(_table.Find(10)!);
        _handler.Handle(Batch(1));
        _handler.Handle(Batch(3, new Push { ChatId = Given.Chat.Value, ToOpened = true, Message = Given.Stored(Given.Chat, 1) }));

        Assert.DoesNotContain(_link.Events, e => e.Target == "Message");
        Assert.Same(_table.Find(10), Assert.Single(_opened.TakeSuspended()).Connection);
    }

    private async Task OpenAsync(ClientConnection connection)
    {
        var entry = _opened.Begin(connection, Given.Chat);
        await _opened.EnterAsync(entry, _ => Task.CompletedTask);
        Assert.True(_opened.Activate(entry, firstSeq: 1));
    }

    private FakeLink LinkOf(ClientConnection connection) => _links[connection];

    private ClientConnection Enter(FakeLink link, long id, DeviceId device)
    {
        var connection = Given.Connection(link, _time, device: device);
        Assert.Null(_table.Admit(connection));
        _table.BeginRegistration();
        Assert.Null(_table.EndRegistration(connection, Given.Session(id, device)));
        connection.SetRegistered(Given.Session(id, device));
        _links[connection] = link;
        return connection;
    }

    private static PushBatch Batch(long number, params Push[] pushes) => new() { Source = "delivery-1", Number = number, Pushes = { pushes } };
}
