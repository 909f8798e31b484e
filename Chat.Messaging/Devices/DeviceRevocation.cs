using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Publishing;
using Npgsql;

namespace Chat.Messaging.Devices;

/// <summary>Ends a device: its refresh tokens are gone, its access tokens are refused from the next request on, and an
/// event has its connection closed. Lock order: the device's row, then its tokens.</summary>
public sealed class DeviceRevocation(OutboxPublisher publisher, TimeProvider time)
{
    /// <summary>Commits the transaction. False if the user has no such device that is still active.</summary>
    public async Task<bool> RevokeAsync(NpgsqlTransaction transaction, UserId user, DeviceId device, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var update = new NpgsqlCommand(
            "UPDATE device SET revoked_at = $3 WHERE device_id = $1 AND user_id = $2 AND revoked_at IS NULL", transaction.Connection);
        update.Parameters.AddWithValue(device.Value);
        update.Parameters.AddWithValue(user.Value);
        update.Parameters.AddWithValue(now);
        if (await update.ExecuteNonQueryAsync(cancellation) == 0)
            return false;

        await using var delete = new NpgsqlCommand("DELETE FROM refresh_token WHERE device_id = $1", transaction.Connection);
        delete.Parameters.AddWithValue(device.Value);
        await delete.ExecuteNonQueryAsync(cancellation);

        var events = new EventBatch
        {
            Events =
            {
                new Event
                {
                    AcceptedAt = now.ToUnixTimeMilliseconds(),
                    DeviceRevoked = new DeviceRevoked { UserId = user.Value, DeviceId = device.Value },
                },
            },
        };
        var outboxId = await OutboxRows.InsertAsync(transaction.Connection!, events, cancellation);
        await transaction.CommitAsync(cancellation);
        publisher.PublishOfDirectory(outboxId, events);
        return true;
    }
}
