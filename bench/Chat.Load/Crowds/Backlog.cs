using System.Text;
using Chat.Load.Wire;

namespace Chat.Load.Crowds;

/// <summary>Messages 1 to n of a new direct chat, which the other one is not connected to get.</summary>
internal sealed class Backlog
{
    private readonly Lock _lock = new();
    private readonly SendTemplate _send;
    private readonly int _messages;
    private readonly TaskCompletionSource _acked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;
    private int _acks;

    private Backlog(SendTemplate send, int messages) => (_send, _messages) = (send, messages);

    /// <summary>Until the last ACK.</summary>
    /// <exception cref="IOException">A send was refused, or the connection ended.</exception>
    public static async Task SendAsync(DirectChat direct, int messages, int window, int size, CancellationToken cancellationToken)
    {
        var backlog = new Backlog(new SendTemplate(direct.Chat, 0, Random.Shared.Next(), size), messages);
        var synced = await SyncedConnection.OpenAsync(direct.One.Hub, Invocation.Sync(0), backlog.OnRecord, cancellationToken);
        await using var connection = synced.Connection;
        for (var i = 0; i < window; i++)
            backlog.SendNext(connection);
        await Task.WhenAny(backlog._acked.Task, connection.Ended).WaitAsync(cancellationToken);
        if (!backlog._acked.Task.IsCompleted)
            throw new IOException("The sender's connection ended before its last ACK.");
        await backlog._acked.Task;
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.Completion:
                if (++_acks == _messages)
                    _acked.TrySetResult();
                else
                    SendNext(connection);
                break;
            case RecordKind.Refusal:
                _acked.TrySetException(new IOException(Encoding.UTF8.GetString(record)));
                break;
        }
    }

    private void SendNext(WireConnection connection)
    {
        lock (_lock)
        {
            if (_sent < _messages)
                connection.Send(_send.Number(++_sent));
        }
    }
}
