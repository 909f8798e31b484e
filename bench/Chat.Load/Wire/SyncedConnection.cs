using System.Diagnostics;
using System.Text;

namespace Chat.Load.Wire;

/// <summary>A connection as clients make it: the handshake is answered, then Sync is asked for, and with its completion the
/// device is connected.</summary>
internal sealed class SyncedConnection
{
    private readonly byte[] _sync;
    private readonly WireConnection.RecordHandler _handler;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WireConnection? _connection;
    private bool _greeted;
    private bool _synced;

    private SyncedConnection(byte[] sync, WireConnection.RecordHandler handler) => (_sync, _handler) = (sync, handler);

    public WireConnection Connection => _connection!;

    /// <summary>Timestamp of the Sync's invocation.</summary>
    public long AskedAt { get; private set; }

    /// <summary>Timestamp of its completion.</summary>
    public long AnsweredAt { get; private set; }

    /// <param name="handler">Is given what comes after the handshake, without the Sync's completion.</param>
    /// <exception cref="ConnectRefusedException">The server answered the negotiation or the upgrade otherwise.</exception>
    /// <exception cref="IOException">The connection broke or ended, or the Sync was refused.</exception>
    public static async Task<SyncedConnection> OpenAsync(
        HubEndpoint hub, byte[] sync, WireConnection.RecordHandler handler, CancellationToken cancellationToken)
    {
        var opening = new SyncedConnection(sync, handler);
        opening._connection = await WireConnection.ConnectAsync(hub, opening.OnRecord, cancellationToken);
        try
        {
            await Task.WhenAny(opening._answered.Task, opening._connection.Ended).WaitAsync(cancellationToken);
            if (!opening._answered.Task.IsCompleted)
                throw new IOException("The connection ended before its Sync was answered.");
            await opening._answered.Task;
            return opening;
        }
        catch
        {
            await opening._connection.DisposeAsync();
            throw;
        }
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        if (_synced)
            _handler(connection, record);
        else if (!_greeted)
            Greet(connection, record);
        else
            Await(connection, record);
    }

    private void Greet(WireConnection connection, ReadOnlySpan<byte> handshake)
    {
        _greeted = true;
        if (!handshake.SequenceEqual("{}"u8))
        {
            Fail(handshake);
            return;
        }

        AskedAt = Stopwatch.GetTimestamp();
        connection.Send(_sync);
    }

    private void Await(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.Completion:
                AnsweredAt = Stopwatch.GetTimestamp();
                _synced = true;
                _answered.TrySetResult();
                break;
            case RecordKind.Refusal:
                Fail(record);
                break;
            default:
                _handler(connection, record);
                break;
        }
    }

    private void Fail(ReadOnlySpan<byte> answer) => _answered.TrySetException(new IOException(Encoding.UTF8.GetString(answer)));
}
