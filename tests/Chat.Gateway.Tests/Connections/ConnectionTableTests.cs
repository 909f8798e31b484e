using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Xunit;

namespace Chat.Gateway.Tests.Connections;

public sealed class ConnectionTableTests
{
    private readonly ConnectionTable _table = new(new GatewayLimits { MaxConnections = 2 });

    [Fact]
    public void A_device_has_one_connection_whichever_registration_is_heard_of_first()
    {
        var (older, newer) = (Given.Connection(new FakeLink()), Given.Connection(new FakeLink()));
        Assert.Null(Register(newer, 2));
        Assert.Same(older, Register(older, 1));
        var newest = Given.Connection(new FakeLink());
        Assert.Same(newer, Register(newest, 3));
    }

    [Fact]
    public void A_removed_connection_does_not_take_its_successor_along()
    {
        var (older, newer) = (Given.Connection(new FakeLink()), Given.Connection(new FakeLink()));
        Register(older, 1);
        Register(newer, 2);
        _table.Remove(older);
        Assert.Null(_table.Find(1));
        Assert.Same(newer, _table.Find(2));
        Assert.Same(newer, Register(Given.Connection(new FakeLink()), 3));
    }

    [Fact]
    public void It_lets_in_so_many_and_none_while_draining()
    {
        Assert.Null(_table.Admit(Given.Connection(new FakeLink())));
        var second = Given.Connection(new FakeLink());
        Assert.Null(_table.Admit(second));
        Assert.Equal(CloseReasons.TooManyConnections, _table.Admit(Given.Connection(new FakeLink())));
        _table.Remove(second);
        _table.Drain();
        Assert.Equal(CloseReasons.Draining, _table.Admit(Given.Connection(new FakeLink())));
        Assert.Equal(1, _table.Count);
    }

    private ClientConnection? Register(ClientConnection connection, long id)
    {
        _table.BeginRegistration();
        var replaced = _table.EndRegistration(connection, Given.Session(id));
        connection.SetRegistered(Given.Session(id));
        return replaced;
    }
}
