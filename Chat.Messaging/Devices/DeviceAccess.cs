using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Authentication;

namespace Chat.Messaging.Devices;

/// <summary>
/// Whether devices may act: each exists, belongs to the user, and is not revoked. With an authority of one's own
/// (<c>Auth:Authority</c>) its token names the device, which is registered when it is first seen.
/// </summary>
public sealed class DeviceAccess(Shards shards, IConfiguration configuration, TimeProvider time) : IDeviceAccess
{
    /// <summary>What a device is called that nobody named.</summary>
    private const string Unnamed = "device";

    /// <summary><c>last_seen_at</c> is written at most this often.</summary>
    private static readonly TimeSpan SeenResolution = TimeSpan.FromMinutes(1);

    private readonly bool _registersUnknown = !string.IsNullOrEmpty(configuration["Auth:Authority"]);

    public async Task<bool> IsActiveAsync(UserId user, DeviceId device, CancellationToken cancellation) =>
        (await AreActiveAsync([user.Value], [device.Value], cancellation))[0];

    /// <summary>For devices that connect: notes that they were seen.</summary>
    public async Task<DevicesResult> ConnectAsync(DevicesQuery query, CancellationToken cancellation)
    {
        var users = query.Devices.Select(device => device.UserId).ToArray();
        var devices = query.Devices.Select(device => device.DeviceId).ToArray();
        var active = await AreActiveAsync(users, devices, cancellation);
        await NoteSeenAsync(devices.Where((_, i) => active[i]).ToArray(), cancellation);
        return new DevicesResult { Active = { active } };
    }

    private async Task<bool[]> AreActiveAsync(long[] users, long[] devices, CancellationToken cancellation)
    {
        if (_registersUnknown)
            await RegisterAsync(users, devices, cancellation);

        await using var command = shards.Directory.CreateCommand(
            """
            SELECT d.device_id IS NOT NULL
            FROM unnest($1, $2) WITH ORDINALITY AS asked (user_id, device_id, place)
            LEFT JOIN device d ON d.device_id = asked.device_id AND d.user_id = asked.user_id AND d.revoked_at IS NULL
            ORDER BY asked.place
            """);
        command.Parameters.AddWithValue(users);
        command.Parameters.AddWithValue(devices);
        var active = new bool[users.Length];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        for (var i = 0; await reader.ReadAsync(cancellation); i++)
            active[i] = reader.GetBoolean(0);
        return active;
    }

    /// <summary>Only of users that exist.</summary>
    private async Task RegisterAsync(long[] users, long[] devices, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(
            """
            INSERT INTO device (device_id, user_id, name, created_at)
            SELECT DISTINCT ON (asked.device_id) asked.device_id, asked.user_id, $3, $4
            FROM unnest($1, $2) AS asked (user_id, device_id)
            JOIN app_user u ON u.user_id = asked.user_id
            WHERE NOT EXISTS (SELECT FROM device d WHERE d.device_id = asked.device_id)
            ORDER BY asked.device_id
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.AddWithValue(users);
        command.Parameters.AddWithValue(devices);
        command.Parameters.AddWithValue(Unnamed);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Rows that somebody else has locked are left out: they are being written anyway, and nothing waits.</summary>
    private async Task NoteSeenAsync(long[] devices, CancellationToken cancellation)
    {
        if (devices.Length == 0)
            return;

        var now = time.GetUtcNow();
        await using var command = shards.Directory.CreateCommand(
            """
            WITH due AS (
                SELECT device_id FROM device
                WHERE device_id = ANY ($1) AND (last_seen_at IS NULL OR last_seen_at < $3)
                FOR UPDATE SKIP LOCKED)
            UPDATE device d SET last_seen_at = $2 FROM due WHERE d.device_id = due.device_id
            """);
        command.Parameters.AddWithValue(devices);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(now - SeenResolution);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
