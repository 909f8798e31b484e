using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Contracts.Rest;
using Chat.Gateway.Connections;
using Chat.Simulation.Devices;
using Chat.Simulation.Processes;
using Chat.Simulation.Scheduling;
using Microsoft.Extensions.Logging;
using Device = Chat.Simulation.Devices.Device;

namespace Chat.Simulation.Scenarios;

/// <summary>
/// One run: a cluster, some users with their devices in some chats, sends and faults; then calm, until every send is
/// acknowledged and every device has everything. The seed decides all of it.
/// </summary>
internal sealed class Scenario
{
    /// <summary>From the calm on, by when all must be well: beyond a silent connection's end (60 s) and a heartbeat (30 s).</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(150);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly World _world;
    private readonly Cluster _cluster;
    private readonly List<Device> _devices = [];
    private readonly List<(ChatId Chat, UserId[] Members)> _chats = [];
    private readonly List<Place> _services = [];
    private readonly List<Place> _gateways = [];
    private readonly List<Place> _deliveries = [];
    private readonly List<Place> _applications = [];
    private readonly History _history;
    private readonly Faults _faults;
    private readonly TimeSpan _calmAt;
    private readonly double _strikes;

    public Scenario(int seed, TextWriter? log = null)
    {
        _world = new World(seed, log);
        Jitter.Source = _world.Random;
        var forgetful = _world.Chance(0.5);
        _cluster = new Cluster(_world, log is null ? LoggerFactory.Create(_ => { }) : new WorldLogging(_world))
        {
            HeartbeatsBringHeads = forgetful,
            Limits = new GatewayLimits
            {
                OutboundFrames = _world.Chance(0.3) ? 8 : 2_048,
                HeldFrames = _world.Chance(0.3) ? 2 : 256,
            },
        };
        AddUsers();
        AddChats();
        _history = new History(_world, _cluster.Databases, _devices);
        _faults = new Faults(_world, _cluster, _services, _applications, forgetful);
        _calmAt = _world.Between(4_000, 18_000);
        _strikes = _world.Chance(0.5) ? 0.1 : 0;
        Plan();
    }

    public ulong Trace => _world.Trace;

    public long Steps => _world.Steps;

    public TimeSpan Time => _world.Time;

    public int Messages => _cluster.Databases.Chats.Sum(chat => (int)chat.LastSeq);

    public int Stops => _history.Stops;

    /// <summary>From the calm until all was well.</summary>
    public TimeSpan WholeAfter { get; private set; }

    /// <returns>What was not as it must be.</returns>
    public IReadOnlyList<string> Run()
    {
        _world.Run();
        return _world.Failure is { } failure ? [.. _history.Anomalies, $"the run broke off at {_world.Time}: {failure}"] : _history.Anomalies;
    }

    private void AddUsers()
    {
        var users = _world.Random.Next(2, 5);
        for (var i = 1; i <= users; i++)
        {
            var user = _cluster.NewId<UserId>(i);
            var devices = _world.Chance(0.4) ? 2 : 1;
            for (var j = 0; j < devices; j++)
                _devices.Add(new Device(user, _cluster.NewId<DeviceId>((10 * i) + j), $"device{i}{(char)('a' + j)}"));
        }
    }

    private void AddChats()
    {
        var users = _devices.Select(device => device.User).Distinct().ToArray();
        var chats = _world.Random.Next(1, 4);
        for (var i = 0; i < chats; i++)
        {
            UserId[] members = [.. users.OrderBy(_ => _world.Random.Next()).Take(_world.Random.Next(2, users.Length + 1))];
            var chat = _cluster.NewId<ChatId>(1_000 + i);
            _cluster.Databases.Of(chat).Create(chat, ChatType.Group, members);
            _chats.Add((chat, members));
        }
    }

    private void Plan()
    {
        if (_world.Chance(0.7))
            _cluster.Weather.Roll();
        _world.After(TimeSpan.Zero, () =>
        {
            AddService([], 2, () => new MessagingProcess(_cluster));
            AddService(_gateways, 2, () => new GatewayProcess(_cluster));
            AddService(_deliveries, _world.Random.Next(1, 3), () => new DeliveryProcess(_cluster));
            foreach (var device in _devices)
                _applications.Add(new Place(_world, () => new DeviceProcess(_cluster, device, _history)));
        });
        for (var sends = _world.Random.Next(10, 50); sends > 0; sends--)
            _world.After(_world.Between(500, _calmAt.TotalMilliseconds), Send);
        for (var faults = _world.Random.Next(0, 6); faults > 0; faults--)
            _world.After(_world.Between(500, _calmAt.TotalMilliseconds), _faults.Strike);
        if (_world.Chance(0.3))
            _world.After(_calmAt - TimeSpan.FromSeconds(2), LeaveDeliveryWithWhatAGatewayDoesNotTake);
        _world.After(_calmAt, () =>
        {
            _faults.End();
            _world.After(Look, LookWhetherAllIsWell);
        });
    }

    private void AddService(List<Place> kind, int count, Func<IProcess> start)
    {
        for (; count > 0; count--)
        {
            kind.Add(new Place(_world, start));
            _services.Add(kind[^1]);
        }
    }

    /// <summary>What nobody holds but a delivery replica is gone with it, unless it is read again.</summary>
    private void LeaveDeliveryWithWhatAGatewayDoesNotTake()
    {
        _world.Pick(_gateways).Pause(_world.Between(1_500, 4_000));
        for (var sends = 4; sends > 0; sends--)
            _world.After(_world.Between(0, 500), Send);
        _world.After(_world.Between(600, 1_500), () => _deliveries.ForEach(place => place.Kill(_world.Between(50, 3_000))));
    }

    private void Send()
    {
        var (chat, members) = _world.Pick(_chats);
        var index = _world.Random.Next(_devices.Count);
        if (!members.Contains(_devices[index].User))
            return;

        if (_world.Chance(_strikes))
            _faults.StrikeAmidst();
        var application = (DeviceProcess)_applications[index].Process;
        if (_world.Chance(0.2))
            application.MarkRead(chat);
        for (var sends = _world.Chance(0.3) ? _world.Random.Next(2, 6) : 1; sends > 0; sends--)
            application.Send(chat);
    }

    private void LookWhetherAllIsWell()
    {
        WholeAfter = _world.Time - _calmAt;
        if (_history.Unfinished() is not null && WholeAfter < Settle)
        {
            _world.After(Look, LookWhetherAllIsWell);
            return;
        }

        // What is still on its way must not spoil it.
        _world.After(TimeSpan.FromSeconds(2), () =>
        {
            _history.Conclude();
            _world.End();
        });
    }
}
