using System.Collections.Concurrent;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Connections;

/// <summary>The connections of this gateway; the registered ones by their id in the session registry. One a device: the
/// later registration stands.</summary>
public sealed class ConnectionTable(GatewayLimits limits)
{
    private readonly ConcurrentDictionary<long, ClientConnection> _all = new();
    private readonly ConcurrentDictionary<long, ClientConnection> _byId = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, (long Id, ClientConnection Connection)> _byDevice = [];
    private long _admitted;
    private int _registering;
    private long _highest;
    private long _floor;
    private volatile bool _draining;

    public int Count => _all.Count;

    public bool IsDraining => _draining;

    /// <summary>Registered or not.</summary>
    public IEnumerable<ClientConnection> All => _all.Select(entry => entry.Value);

    /// <summary>Null: it is in. Else the reason to refuse it.</summary>
    public string? Admit(ClientConnection connection)
    {
        connection.Number = Interlocked.Increment(ref _admitted);
        _all[connection.Number] = connection;
        var reason = _draining ? CloseReasons.Draining : _all.Count > limits.MaxConnections ? CloseReasons.TooManyConnections : null;
        if (reason is not null)
            _all.TryRemove(connection.Number, out _);
        return reason;
    }

    /// <summary>Nobody is let in any more; who is in stands in <see cref="All"/>.</summary>
    public void Drain() => _draining = true;

    public ClientConnection? Find(long connectionId) => _byId.GetValueOrDefault(connectionId);

    /// <summary>A registration begins: from now on it may be pushed to before its id is known here.</summary>
    public void BeginRegistration()
    {
        lock (_lock)
        {
            if (_registering++ == 0)
                _floor = _highest;
        }
    }

    /// <summary>Returns the connection that another one of the same device has replaced here, if any.</summary>
    /// <param name="session">Null: it failed.</param>
    public ClientConnection? EndRegistration(ClientConnection connection, Session? session)
    {
        lock (_lock)
        {
            _registering--;
            if (session is not { } registered)
                return null;

            _highest = Math.Max(_highest, registered.ConnectionId);
            _byId[registered.ConnectionId] = connection;
            var device = registered.Device;
            if (_byDevice.TryGetValue(device, out var other) && other.Id > registered.ConnectionId)
                return connection;

            _byDevice[device] = (registered.ConnectionId, connection);
            return other.Connection == connection ? null : other.Connection;
        }
    }

    public void Remove(ClientConnection connection)
    {
        _all.TryRemove(connection.Number, out _);
        if (connection.Session is not { } session)
            return;

        lock (_lock)
        {
            _byId.TryRemove(session.ConnectionId, out _);
            if (_byDevice.TryGetValue(session.Device, out var standing) && standing.Connection == connection)
                _byDevice.Remove(session.Device);
        }
    }

    /// <summary>The id is none of a connection here, nor of one whose registration is under way: ids rise, so that a
    /// registration under way has a higher one than all that were known when the first of them began.</summary>
    public bool IsStale(long connectionId)
    {
        lock (_lock)
            return !_byId.ContainsKey(connectionId) && (_registering == 0 || connectionId <= _floor);
    }
}
