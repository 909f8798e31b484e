using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Presence;
using Chat.Gateway.Sending;
using Chat.ServiceDefaults.Authentication;

namespace Chat.Presence.Tests.World;

/// <summary>What a gateway does for Presence, without its host.</summary>
internal sealed class PresenceGateway(PresenceWorld world, string id)
{
    private LocalPresence? _local;
    private PresenceChangesHandler? _handler;

    public string Id => id;

    /// <summary>Reports that were complete.</summary>
    public int CompleteReports { get; private set; }

    public int Reports { get; private set; }

    private LocalPresence Local => _local ??= new LocalPresence(id, world.Time);

    private PresenceChangesHandler Handler => _handler ??= new PresenceChangesHandler(Local);

    /// <param name="device">Another one each time if not said.</param>
    public (ClientConnection Connection, RecordingLink Link) Connect(UserId user, DeviceId? device = null)
    {
        var link = new RecordingLink(world.Time);
        var caller = new Caller(user, device ?? new DeviceId(world.NextConnection()), DateTimeOffset.MaxValue);
        var connection = new ClientConnection(caller, link, new SendOrder((_, _) => null), new GatewayLimits(), world.Time) { Number = world.NextConnection() };
        connection.Start();
        Local.Arrive(connection);
        return (connection, link);
    }

    public void SayGoodbye(ClientConnection connection) => Local.Leave(connection, new Departure(IsGoodbye: true, world.Now));

    public void Vanish(ClientConnection connection, double secondsAgo = 0) =>
        Local.Leave(connection, new Departure(IsGoodbye: false, world.Now - (long)(1_000 * secondsAgo)));

    public void Watch(ClientConnection connection, params UserId[] users)
    {
        long[] ids = [.. users.Select(user => user.Value)];
        Local.WatchOf(connection.Number)!.Add(ids);
        Local.WatchChanged(connection, ids);
    }

    public IEnumerable<UserId> WatchedBy(ClientConnection connection) => Local.WatchOf(connection.Number)!.Users.Select(user => new UserId(user));

    public void Unwatch(ClientConnection connection, params UserId[] users)
    {
        long[] ids = [.. users.Select(user => user.Value)];
        Local.WatchOf(connection.Number)!.Remove(ids);
        Local.WatchChanged(connection, ids);
    }

    public void Take(PresenceChanges changes) => Handler.Handle(changes);

    public void DoTurn()
    {
        Local.UseReplicas(world.ReplicaList);
        Handler.WriteHeld();
        foreach (var report in Local.Take())
        {
            Reports++;
            CompleteReports += report.Report.Complete ? 1 : 0;
            var replica = report.Link.Replica.Id;
            var reached = world.Reaches(id, replica) ? world.Replica(replica) : null;
            var incomplete = reached?.Board.Apply(PresenceReport.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(report.Report))) ?? false;
            Local.End(report, arrived: reached is not null && world.Reaches(replica, id), incomplete);
        }
    }
}
