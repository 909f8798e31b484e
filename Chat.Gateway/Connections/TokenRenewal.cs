using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Authentication;

namespace Chat.Gateway.Connections;

/// <summary><c>Renew</c>: the connection goes on with another token of the same device.</summary>
public sealed partial class TokenRenewal(TokenValidation tokens, DeviceCheck devices, ILogger<TokenRenewal> logger)
{
    /// <exception cref="ChatException"><c>bad-request</c> when the token is not valid, <c>not-allowed</c> when it is another
    /// device's.</exception>
    public async Task<Empty> RenewAsync(ClientConnection connection, RenewRequest? request, CancellationToken cancellation)
    {
        if (request?.AccessToken is not { Length: > 0 } token)
            throw ChatException.BadRequest("accessToken is needed.");
        if (await tokens.CheckAsync(token, cancellation) is not { } caller)
            throw ChatException.BadRequest("accessToken is not valid.");
        if (caller.User != connection.Caller.User || caller.Device != connection.Caller.Device)
            throw new ChatException(ErrorCodes.NotAllowed, "accessToken is another device's.");

        if (await IsActiveAsync(caller, cancellation))
            connection.Renew(caller);
        else
            connection.Close(CloseReasons.DeviceRevoked);
        return new Empty();
    }

    /// <summary>An unreachable Messaging is no reason to lose the connection: the token itself is valid.</summary>
    private async Task<bool> IsActiveAsync(Caller caller, CancellationToken cancellation)
    {
        try
        {
            return await devices.IsActiveAsync(caller, cancellation);
        }
        catch (ChatException failure)
        {
            LogNotChecked(logger, failure);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A device could not be checked at its renewal")]
    private static partial void LogNotChecked(ILogger logger, Exception exception);
}
