using System.Text;
using Chat.Contracts.Retrying;
using Chat.Load.Wire;

namespace Chat.Load.Storms;

/// <summary>A device that loses its connection and comes back as clients do, for the one message of its one chat.</summary>
/// <param name="sends">Sends a message of its own as soon as it is back.</param>
/// <param name="othersSend">So that more messages may come than the one.</param>
internal sealed class StormDevice(HubEndpoint hub, string chat, FailureTally failures, bool sends, bool othersSend)
{
    private const int Size = 160;

    private readonly byte[] _chat = Encoding.UTF8.GetBytes($"\"{chat}\"");
    private int _brought;
    private int _foreign;
    private int _acked;

    /// <summary>Answers of 429 and 503.</summary>
    public int Refusals { get; private set; }

    /// <summary>Timestamp of the completion of the Sync after the return; null: not back.</summary>
    public long? BackAt { get; private set; }

    /// <summary>The Sync brought the message once, and nothing else came.</summary>
    public bool HasItsMessage => (_brought, _foreign) == (1, 0);

    /// <summary>It was to send, and that is not ACKed.</summary>
    public bool LacksItsAck => sends && Volatile.Read(ref _acked) == 0;

    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken) =>
        [(await OpenAsync(Invocation.Sync(0), cancellationToken)).Connection];

    /// <returns>Without a connection if it was too late.</returns>
    public async Task<IReadOnlyList<WireConnection>> ComeBackAsync(CancellationToken tooLate)
    {
        try
        {
            var synced = await OpenAsync(Invocation.Sync(1, chat, 0), tooLate);
            BackAt = synced.AnsweredAt;
            if (sends)
                synced.Connection.Send(new SendTemplate(chat, 0, Random.Shared.Next(), Size).Number(1));
            return [synced.Connection];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private async Task<SyncedConnection> OpenAsync(byte[] sync, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var notBefore = TimeSpan.Zero;
            try
            {
                (_brought, _foreign) = (0, 0);
                return await SyncedConnection.OpenAsync(hub, sync, OnRecord, cancellationToken);
            }
            catch (ConnectRefusedException refusal) when (refusal.Status is 429 or 503)
            {
                Refusals++;
                notBefore = refusal.RetryAfter ?? TimeSpan.Zero;
            }
            catch (Exception failure) when (failure is IOException or ConnectRefusedException)
            {
                failures.Add(failure.Message);
            }

            await Task.Delay(notBefore + Backoff.Reconnect.Delay(attempt), cancellationToken);
        }
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        var kind = HubRecord.KindOf(record);
        if (kind == RecordKind.StreamItem && HubRecord.Seq(record) == 1 && record.IndexOf(_chat) >= 0)
            _brought++;
        else if (kind == RecordKind.Completion)
            Volatile.Write(ref _acked, 1);
        else if (kind == RecordKind.Refusal)
            failures.Add(Encoding.UTF8.GetString(record));
        else if (!othersSend && kind is RecordKind.StreamItem or RecordKind.Message)
            _foreign++;
    }
}
