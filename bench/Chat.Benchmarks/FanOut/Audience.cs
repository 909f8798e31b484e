using Chat.Gateway.Connections;
using Chat.Gateway.Sending;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Benchmarks.FanOut;

/// <summary>A gateway's connections, started and registered, whose transports are in memory.</summary>
internal sealed class Audience
{
    private readonly MemoryLink[] _links;

    public Audience(int size, Func<Task> taking)
    {
        var limits = new GatewayLimits();
        var sends = new SendOrder((_, _) => null);
        _links = [.. Enumerable.Range(0, size).Select(_ => new MemoryLink(taking))];
        Table = new ConnectionTable(limits);
        Connections = [.. _links.Select(link => Connect(link, sends, limits))];
        Ids = [.. Connections.Select(connection => connection.Session!.Value.ConnectionId)];
    }

    public ConnectionTable Table { get; }

    public IReadOnlyList<ClientConnection> Connections { get; }

    public IReadOnlyList<long> Ids { get; }

    /// <summary>What was pushed was written, to each as much.</summary>
    public void MustHaveWritten()
    {
        if (_links[0].Written == 0 || _links.Any(link => link.Written != _links[0].Written))
            throw new InvalidOperationException("Not every connection was written to.");
    }

    private ClientConnection Connect(MemoryLink link, SendOrder sends, GatewayLimits limits)
    {
        var caller = new Caller(Sample.NewUser(), Sample.NewDevice(), DateTimeOffset.MaxValue);
        var session = new Session(caller.User, caller.Device, Sample.At * 1_000 + Table.All.Count(), "gateway-1", Region: 0);
        var connection = new ClientConnection(caller, link, sends, limits, TimeProvider.System);
        if (Table.Admit(connection) is { } refused)
            throw new InvalidOperationException(refused);
        Table.BeginRegistration();
        Table.EndRegistration(connection, session);
        connection.SetRegistered(session);
        connection.Start();
        return connection;
    }
}
