using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>A connected member who does not send.</summary>
internal sealed class GroupMember(GroupRun run, HubEndpoint hub)
{
    public SeqTally Received { get; } = new();

    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken) =>
        [(await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), OnRecord, cancellationToken)).Connection];

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        if (HubRecord.KindOf(record) != RecordKind.Message)
            return;
        var seq = HubRecord.Seq(record);
        if (Received.Add(seq))
            run.Arrived(seq);
    }
}
