using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>Asks Messaging, for many requests in one call; it also notes that the devices were seen.</summary>
public sealed class AskedDeviceAccess : IDeviceAccess, IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 4_096, Items: 256);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly ReplicaCalls _messaging;
    private readonly BatchedCall<DeviceQuery, bool> _calls;

    public AskedDeviceAccess([FromKeyedServices(ServiceNames.Messaging)] ReplicaCalls messaging)
    {
        _messaging = messaging;
        _calls = new BatchedCall<DeviceQuery, bool>("devices", Bounds, CheckAsync);
    }

    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached or too many wait.</exception>
    public Task<bool> IsActiveAsync(UserId user, DeviceId device, CancellationToken cancellation) =>
        _calls.CallAsync(new DeviceQuery { UserId = user.Value, DeviceId = device.Value }, cancellation);

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private async Task<IReadOnlyList<bool>> CheckAsync(IReadOnlyList<DeviceQuery> devices, CancellationToken cancellation)
    {
        var query = new DevicesQuery { Devices = { devices } };
        return (await _messaging.CallAsync(InternalRoutes.Devices, query, DevicesResult.Parser, Deadline, cancellation)).Active;
    }
}
