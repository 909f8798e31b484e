using Chat.Contracts.Errors;
using Chat.Contracts.Ids;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>Whether a device may still act for its user: Messaging knows, the other services ask it.</summary>
public interface IDeviceAccess
{
    /// <exception cref="ChatException"><c>unavailable</c> when it cannot be known now.</exception>
    Task<bool> IsActiveAsync(UserId user, DeviceId device, CancellationToken cancellation);
}
