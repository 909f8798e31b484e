using System.Diagnostics;
using System.Text;
using Chat.Load.Wire;

namespace Chat.Load.Joining;

/// <summary>Is connected when its user becomes a member, and when the first message comes.</summary>
internal sealed class JoiningDevice(HubEndpoint hub, string chat)
{
    private readonly byte[] _chat = Encoding.UTF8.GetBytes($"\"{chat}\"");
    private long _changedAt;
    private long _messageAt;
    private int _refused;

    /// <summary>Timestamp of the first ChatChanged of the chat; null: none has come.</summary>
    public long? ChangedAt => Volatile.Read(ref _changedAt) is > 0 and var at ? at : null;

    /// <summary>Timestamp of the message; null: it has not come.</summary>
    public long? MessageAt => Volatile.Read(ref _messageAt) is > 0 and var at ? at : null;

    /// <summary>Of its own sends.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken) =>
        [(await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), OnRecord, cancellationToken)).Connection];

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.ChatChanged when record.IndexOf(_chat) >= 0:
                Interlocked.CompareExchange(ref _changedAt, Stopwatch.GetTimestamp(), 0);
                break;
            case RecordKind.Message when record.IndexOf(_chat) >= 0:
                Interlocked.CompareExchange(ref _messageAt, Stopwatch.GetTimestamp(), 0);
                break;
            case RecordKind.Refusal:
                Interlocked.Increment(ref _refused);
                break;
        }
    }
}
