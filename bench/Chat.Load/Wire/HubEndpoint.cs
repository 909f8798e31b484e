namespace Chat.Load.Wire;

/// <summary>Where a device connects, and as whom.</summary>
/// <param name="Address">Of the hub, with its path.</param>
internal sealed record HubEndpoint(Uri Address, string Token);
