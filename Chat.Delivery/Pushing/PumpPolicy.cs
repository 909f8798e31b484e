using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Batching;

namespace Chat.Delivery.Pushing;

/// <summary>How much a gateway is waited for.</summary>
/// <param name="Bounds">Pushes that may wait for it, and how many travel together.</param>
/// <param name="Deadline">Of one attempt.</param>
/// <param name="Patience">Of all attempts at one batch together: no event waits longer for a gateway than twice this.</param>
/// <param name="Attempts">At one batch.</param>
/// <param name="FailingDeadline">Of the single attempt at each batch while the last one was given up.</param>
/// <param name="AnnounceAfter">How soon a loss is announced by an empty batch if no other follows it.</param>
internal sealed record PumpPolicy(
    BatchBounds Bounds,
    TimeSpan Deadline,
    TimeSpan Patience,
    int Attempts,
    TimeSpan FailingDeadline,
    TimeSpan AnnounceAfter,
    Backoff Backoff)
{
    public static readonly PumpPolicy Default = new(
        new BatchBounds(Waiting: 8_192, Items: 512, Weight: 4 * 1024 * 1024),
        Deadline: TimeSpan.FromSeconds(3),
        Patience: TimeSpan.FromSeconds(5),
        Attempts: 4,
        FailingDeadline: TimeSpan.FromSeconds(1),
        AnnounceAfter: TimeSpan.FromSeconds(1),
        Backoff.Internal);
}
