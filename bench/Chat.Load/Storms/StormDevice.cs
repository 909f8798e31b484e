using System.Text;
using Chat.Contracts.Retrying;
using Chat.Load.Wire;

namespace Chat.Load.Storms;

/// <summary>A device that loses its connection and comes back as clients do, for the one message of its one chat.</summary>
internal sealed class StormDevice(HubEndpoint hub, string chat)
{
    private readonly byte[] _chat = Encoding.UTF8.GetBytes($"\"{chat}\"");
    private int _brought;
    private int _foreign;

    /// <summary>Answers of 429 and 503.</summary>
    public int Refusals { get; private set; }

    /// <summary>Attempts that failed otherwise.</summary>
    public int Failures { get; private set; }

    /// <summary>Timestamp of the completion of the Sync after the return; null: not back.</summary>
    public long? BackAt { get; private set; }

    /// <summary>The Sync brought the message once, and nothing else came.</summary>
    public bool HasItsMessage => (_brought, _foreign) == (1, 0);

    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken) =>
        [(await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), OnRecord, cancellationToken)).Connection];

    /// <returns>Without a connection if it was too late.</returns>
    public async Task<IReadOnlyList<WireConnection>> ComeBackAsync(CancellationToken tooLate)
    {
        var sync = Invocation.Sync(1, chat, 0);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var notBefore = TimeSpan.Zero;
                try
                {
                    (_brought, _foreign) = (0, 0);
                    var synced = await SyncedConnection.OpenAsync(hub, sync, OnRecord, tooLate);
                    BackAt = synced.AnsweredAt;
                    return [synced.Connection];
                }
                catch (ConnectRefusedException refusal) when (refusal.Status is 429 or 503)
                {
                    Refusals++;
                    notBefore = refusal.RetryAfter ?? TimeSpan.Zero;
                }
                catch (Exception failure) when (failure is IOException or ConnectRefusedException)
                {
                    Failures++;
                }

                await Task.Delay(notBefore + Backoff.Reconnect.Delay(attempt), tooLate);
            }
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        var kind = HubRecord.KindOf(record);
        if (kind == RecordKind.StreamItem && HubRecord.Seq(record) == 1 && record.IndexOf(_chat) >= 0)
            _brought++;
        else if (kind is RecordKind.StreamItem or RecordKind.Message)
            _foreign++;
    }
}
