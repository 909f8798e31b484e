using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Batching;

namespace Chat.Gateway.Connections;

/// <summary>Whether devices may (still) connect, many in one call to Messaging, which also notes that they were seen.</summary>
public sealed class DeviceCheck : IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 16_384, Items: 256);

    private readonly AnyReplica _replicas;
    private readonly BatchedCall<DeviceQuery, bool> _calls;

    public DeviceCheck(AnyReplica replicas)
    {
        _replicas = replicas;
        _calls = new BatchedCall<DeviceQuery, bool>("devices", Bounds, CheckAsync);
    }

    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached or too many wait.</exception>
    public Task<bool> IsActiveAsync(Caller caller, CancellationToken cancellation) =>
        _calls.CallAsync(new DeviceQuery { UserId = caller.User.Value, DeviceId = caller.Device.Value }, cancellation);

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private async Task<IReadOnlyList<bool>> CheckAsync(IReadOnlyList<DeviceQuery> devices, CancellationToken cancellation)
    {
        var query = new DevicesQuery { Devices = { devices } };
        var result = await _replicas.CallAsync((messaging, replica, token) => messaging.DevicesAsync(replica, query, token), cancellation);
        return result.Active;
    }
}
