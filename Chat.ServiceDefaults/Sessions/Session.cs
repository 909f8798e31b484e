using Chat.Contracts.Ids;

namespace Chat.ServiceDefaults.Sessions;

/// <summary>One connected device.</summary>
/// <param name="ConnectionId">Microseconds of Redis's clock at the registration, raised above any earlier connection of
/// the device: a higher one is a later connection, whatever the gateways' clocks say.</param>
/// <param name="Gateway">The gateway instance that holds the connection; the session is valid only while that one has a lease.</param>
public readonly record struct Session(UserId User, DeviceId Device, long ConnectionId, string Gateway, int Region)
{
    internal string Write() => $"{ConnectionId}|{Gateway}|{Region}";

    internal static Session? Read(UserId user, DeviceId device, string? text) =>
        text?.Split('|') is [var connection, var gateway, var region]
            && long.TryParse(connection, out var id) && int.TryParse(region, out var number)
            ? new Session(user, device, id, gateway, number)
            : null;
}
