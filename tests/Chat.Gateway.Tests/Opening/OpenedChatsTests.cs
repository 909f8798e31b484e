using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.Gateway.Opening;
using Chat.Gateway.Tests.Connections;
using Xunit;

namespace Chat.Gateway.Tests.Opening;

public sealed class OpenedChatsTests
{
    private readonly OpenedChats _opened = new();
    private readonly ClientConnection _connection = Given.Connection(new FakeLink());
    private readonly List<string> _written = [];

    [Fact]
    public async Task A_chat_that_is_closed_while_it_is_checked_stays_closed()
    {
        var entry = _opened.Begin(_connection, Given.Chat);
        _opened.Close(_connection, Given.Chat);
        await EnterAsync(entry);

        Assert.False(_opened.Activate(entry, 1));
        Assert.Empty(_opened.Of(Given.Chat));
        Assert.Empty(_written);
    }

    [Fact]
    public async Task Nothing_is_pushed_for_an_entry_before_it_is_active()
    {
        var entry = _opened.Begin(_connection, Given.Chat);
        await EnterAsync(entry);
        Assert.Empty(_opened.Of(Given.Chat));
        Assert.True(_opened.Activate(entry, 1));
        Assert.Same(entry, Assert.Single(_opened.Of(Given.Chat)));
    }

    [Fact]
    public async Task Only_the_last_connection_to_leave_takes_the_chat_out_of_the_registry()
    {
        var other = Given.Connection(new FakeLink(), device: new DeviceId(9));
        await EnterAsync(_opened.Begin(_connection, Given.Chat));
        await EnterAsync(_opened.Begin(other, Given.Chat));
        _opened.CloseAll(_connection);
        await RemoveLeftAsync();
        _opened.CloseAll(other);
        await RemoveLeftAsync();

        Assert.Equal(["add", "add", "remove"], _written);
    }

    [Fact]
    public async Task A_chat_that_is_opened_again_at_once_is_not_taken_out()
    {
        await EnterAsync(_opened.Begin(_connection, Given.Chat));
        _opened.Close(_connection, Given.Chat);
        await EnterAsync(_opened.Begin(_connection, Given.Chat));
        await RemoveLeftAsync();

        Assert.Equal(["add", "add"], _written);
    }

    [Fact]
    public async Task A_check_that_a_lost_push_overtook_is_not_believed()
    {
        var entry = _opened.Begin(_connection, Given.Chat);
        _opened.Suspend();
        await EnterAsync(entry);
        Assert.True(_opened.Activate(entry, 1));

        Assert.Empty(_opened.Of(Given.Chat));
        Assert.Same(entry, Assert.Single(_opened.TakeSuspended()));
        Assert.True(_opened.Activate(entry, 1));
        Assert.Single(_opened.Of(Given.Chat));
    }

    [Fact]
    public async Task A_connection_that_has_ended_opens_nothing()
    {
        await _connection.DetachAsync();
        Assert.Equal(ErrorCodes.Unavailable, Assert.Throws<ChatException>(() => _opened.Begin(_connection, Given.Chat)).Code);
    }

    private Task EnterAsync(OpenedChat entry) => _opened.EnterAsync(entry, _ => WriteAsync("add"));

    private Task RemoveLeftAsync() => _opened.RemoveLeftAsync(_ => WriteAsync("remove"));

    private Task WriteAsync(string what)
    {
        _written.Add(what);
        return Task.CompletedTask;
    }
}
