using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Devices;

public static class DeviceEndpoints
{
    public static void AddDevices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeviceAccess>();
        builder.Services.AddSingleton<IDeviceAccess>(services => services.GetRequiredService<DeviceAccess>());
        builder.Services.AddSingleton<DeviceRevocation>();
    }

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/api/devices").RequireAuthorization();
        devices.MapGet("", ListDevices.HandleAsync);
        devices.MapDelete("/{deviceId}", RevokeDevice.HandleAsync);

        var access = routes.ServiceProvider.GetRequiredService<DeviceAccess>();
        routes.MapInternal(InternalRoutes.Devices, DevicesQuery.Parser, access.ConnectAsync);
    }
}
