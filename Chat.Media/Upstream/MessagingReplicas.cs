using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Media.Upstream;

/// <summary>What Media asks of Messaging, which alone knows the messages.</summary>
internal sealed class MessagingReplicas([FromKeyedServices(ServiceNames.Messaging)] ReplicaCalls messaging)
{
    /// <summary>Somebody waits, perhaps in the midst of a send.</summary>
    private static readonly TimeSpan ViewDeadline = TimeSpan.FromSeconds(2);

    /// <summary>Nobody waits.</summary>
    private static readonly TimeSpan CarrierDeadline = TimeSpan.FromSeconds(10);

    /// <exception cref="ChatException"><c>unavailable</c> if none answered.</exception>
    public async Task<IReadOnlyList<bool>> AreVisibleAsync(MediaViews views, CancellationToken cancellation) =>
        (await messaging.CallAsync(InternalRoutes.MediaVisible, views, MediaViewsResult.Parser, ViewDeadline, cancellation)).Visible;

    /// <exception cref="ChatException"><c>unavailable</c> if none answered.</exception>
    public async Task<IReadOnlyList<bool>> AreCarriedAsync(MediaCarriers media, CancellationToken cancellation) =>
        (await messaging.CallAsync(InternalRoutes.MediaCarried, media, MediaCarriersResult.Parser, CarrierDeadline, cancellation)).Carried;
}
