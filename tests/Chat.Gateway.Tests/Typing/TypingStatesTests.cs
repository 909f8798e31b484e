using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Tests.Connections;
using Chat.Gateway.Typing;
using Chat.Testing.Time;
using Xunit;

namespace Chat.Gateway.Tests.Typing;

public sealed class TypingStatesTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<TypingItem> _told = [];
    private readonly TypingStates _states;
    private readonly ClientConnection _connection;

    public TypingStatesTests()
    {
        _states = new TypingStates(_told.Add, _time);
        _connection = Given.Connection(new FakeLink(), _time);
    }

    public void Dispose() => _states.Dispose();

    [Fact]
    public void What_is_repeated_is_told_at_the_beginning_and_every_three_seconds()
    {
        for (var second = 0; second < 10; second++)
        {
            Type(Given.Chat);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([true, true, true, true], _told.Select(item => item.Typing));
        Assert.All(_told, item => Assert.Equal(
            (Given.Chat.Value, Given.User.Value, Given.Device.Value), (item.ChatId, item.UserId, item.DeviceId)));
    }

    [Fact]
    public void It_ends_by_itself_once_after_the_last_repetition()
    {
        Type(Given.Chat);
        _time.Advance(TimeSpan.FromSeconds(2));
        Type(Given.Chat);
        _time.Advance(Limits.TypingExpires - TimeSpan.FromMilliseconds(1));
        Assert.Equal([true], _told.Select(item => item.Typing));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([true, false], _told.Select(item => item.Typing));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _told.Count);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void It_ends_at_once_when_that_is_said_and_is_not_told_again()
    {
        Type(Given.Chat, typing: false);
        Type(Given.Chat);
        Type(Given.Chat, typing: false);
        Type(Given.Chat, typing: false);
        _time.Advance(TimeSpan.FromMinutes(1));
        Type(Given.Chat);

        Assert.Equal([true, false, true], _told.Select(item => item.Typing));
    }

    [Fact]
    public void Each_ends_at_its_own_time()
    {
        Type(Given.Chat);
        _time.Advance(TimeSpan.FromSeconds(1));
        Type(Given.OtherChat);
        _time.Advance(TimeSpan.FromSeconds(1));
        Type(Given.Chat);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([Given.OtherChat.Value], Ended());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Given.OtherChat.Value, Given.Chat.Value], Ended());
    }

    [Fact]
    public void All_of_a_connection_end_with_it_and_nobody_elses()
    {
        var other = Given.Connection(new FakeLink(), _time, device: new DeviceId(9));
        Type(Given.Chat);
        Type(Given.OtherChat);
        Type(Given.Chat, on: other);

        _states.End(_connection);
        Assert.Equal([Given.Chat.Value, Given.OtherChat.Value], Ended());
        Assert.All(_told.Where(item => !item.Typing), item => Assert.Equal(Given.Device.Value, item.DeviceId));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, Ended().Count());
    }

    [Fact]
    public void The_oldest_of_a_connection_ends_when_there_are_too_many()
    {
        for (var chat = 1; chat <= 17; chat++)
        {
            Type(new ChatId(chat * 256));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            // The first one is repeated: the second is the oldest.
            Type(new ChatId(256));
        }

        Assert.Equal([2 * 256L], Ended());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(17, Ended().Count());
    }

    [Fact]
    public void What_has_not_its_shape_is_a_bad_request()
    {
        TypingRequest?[] bad = [null, new(null, true), new(Given.Chat, null)];
        foreach (var request in bad)
            Assert.Equal(ErrorCodes.BadRequest, Assert.Throws<ChatException>(() => _states.Take(_connection, request)).Code);
        Assert.Empty(_told);
    }

    private IEnumerable<long> Ended() => _told.Where(item => !item.Typing).Select(item => item.ChatId);

    private void Type(ChatId chat, bool typing = true, ClientConnection? on = null) =>
        _states.Take(on ?? _connection, new TypingRequest(chat, typing));
}
