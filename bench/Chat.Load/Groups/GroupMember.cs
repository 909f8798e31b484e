using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>A connected member of all the rooms, who writes in one of them or in none.</summary>
internal sealed class GroupMember(GroupRun run, GroupRooms rooms, HubEndpoint hub)
{
    private readonly SeqTally[] _received = [.. rooms.All.Select(_ => new SeqTally())];

    public SeqTally Received(GroupRoom room) => _received[room.Number];

    /// <param name="writesIn">None: it only reads.</param>
    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(IEnumerable<GroupRoom> writesIn, CancellationToken cancellationToken)
    {
        var connection = (await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), OnRecord, cancellationToken)).Connection;
        foreach (var room in writesIn)
            room.Sender = connection;
        return [connection];
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.Message:
                var room = rooms.Of(record);
                var seq = HubRecord.Seq(record);
                if (_received[room.Number].Add(seq))
                    room.Arrived(seq);
                break;
            case RecordKind.Refusal:
                run.RefusalCame();
                break;
        }
    }
}
