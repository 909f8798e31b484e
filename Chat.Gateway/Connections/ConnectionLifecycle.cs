using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Gateway.Sending;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Limiting;

namespace Chat.Gateway.Connections;

/// <summary>From the handshake to the end of a connection. No invocation is dispatched before <see cref="ConnectAsync"/>
/// has ended.</summary>
public sealed partial class ConnectionLifecycle(
    ConnectionAdmission admission,
    DeviceCheck devices,
    SessionRegistration registration,
    WriteLanes lanes,
    GatewayLimits limits,
    ChatLimits chatLimits,
    TimeProvider time,
    ILogger<ConnectionLifecycle> logger)
{
    /// <param name="version">The client's <c>?v=</c>.</param>
    /// <param name="ended">Cancelled when the connection ends.</param>
    public async Task<ClientConnection> ConnectAsync(Caller caller, string? version, IClientLink link, CancellationToken ended)
    {
        var connection = new ClientConnection(caller, link, new SendOrder(lanes.OwnerOf), limits, time)
        {
            Limits = new ConnectionLimits(chatLimits, time),
        };
        if (await RefusalAsync(connection, version, ended) is not { } refusal)
        {
            ConnectionMetrics.Connects.Add(1);
            return connection;
        }

        connection.Refused = true;
        if (refusal.Reason == ClosePolicy.Dropped)
            connection.Drop();
        else
            connection.Close(refusal.Reason, refusal.RetryAfter);
        return connection;
    }

    /// <summary>Ends when nothing of the connection is left.</summary>
    public async Task DisconnectAsync(ClientConnection connection)
    {
        await connection.DetachAsync();
        await registration.RemoveAsync(connection);
        ConnectionMetrics.Disconnects.Add(1, new KeyValuePair<string, object?>("reason", connection.CloseReason));
    }

    private async Task<ConnectionAdmission.Refusal?> RefusalAsync(ClientConnection connection, string? version, CancellationToken ended)
    {
        if (await admission.AdmitAsync(connection, version, ended) is { } refusal)
            return refusal;

        // Registered first: a revocation either finds the session and closes it, or was before and is seen here.
        await registration.RegisterAsync(connection, ended);
        return await CheckDeviceAsync(connection.Caller, ended) is { } reason ? ConnectionAdmission.Refusal.Of(reason) : null;
    }

    private async Task<string?> CheckDeviceAsync(Caller caller, CancellationToken ended)
    {
        try
        {
            return await devices.IsActiveAsync(caller, ended) ? null : CloseReasons.DeviceRevoked;
        }
        catch (ChatException failure)
        {
            LogNotChecked(logger, failure);
            return ClosePolicy.Dropped;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return ClosePolicy.Dropped;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device could not be checked; its connection is dropped")]
    private static partial void LogNotChecked(ILogger logger, Exception exception);
}
