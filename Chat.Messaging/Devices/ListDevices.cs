using Chat.ServiceDefaults.Authentication;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Devices;

public static class ListDevices
{
    public static async Task<IReadOnlyList<Device>> HandleAsync(ActiveCaller caller, Shards shards, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(
            "SELECT device_id, name, created_at, last_seen_at FROM device WHERE user_id = $1 AND revoked_at IS NULL ORDER BY device_id");
        command.Parameters.AddWithValue(caller.User.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var devices = new List<Device>();
        while (await reader.ReadAsync(cancellation))
        {
            devices.Add(new Device(
                new DeviceId(reader.GetInt64(0)),
                reader.GetString(1),
                WireTime.Of(reader.GetFieldValue<DateTimeOffset>(2)),
                reader.GetFieldValue<DateTimeOffset?>(3) is { } seen ? WireTime.Of(seen) : null));
        }

        return devices;
    }
}
