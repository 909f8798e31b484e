using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Devices;

public static class RevokeDevice
{
    public static async Task<IResult> HandleAsync(
        string deviceId, ActiveCaller caller, Shards shards, DeviceRevocation revocation, CancellationToken cancellation)
    {
        var device = PathIds.Device(deviceId);
        await using var connection = await shards.Directory.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        return await revocation.RevokeAsync(transaction, caller.User, device, cancellation)
            ? TypedResults.NoContent()
            : throw Missing.Device();
    }
}
