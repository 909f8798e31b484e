using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Pushing;

/// <summary>Takes a session out of the registry, unless a newer connection of the device stands there.</summary>
internal delegate Task RemoveSession(Session session, CancellationToken cancellation);
