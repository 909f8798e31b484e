using Chat.ServiceDefaults.Batching;

namespace Chat.Delivery.Consuming;

/// <summary>What the consumer has under way at most; beyond that it pauses its partitions until half of it is done.</summary>
/// <param name="Batch">Of records that are routed together.</param>
internal sealed record ConsumingLimits(int Records, long Bytes, BatchBounds Batch)
{
    public static readonly ConsumingLimits Default = new(
        Records: 16_384, Bytes: 128 * 1024 * 1024, new BatchBounds(Waiting: 16_384 + 1, Items: 256, Weight: 4 * 1024 * 1024));
}
