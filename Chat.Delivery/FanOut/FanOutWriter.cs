using Chat.Contracts.Retrying;
using Chat.Delivery.Members;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Clients;
using Confluent.Kafka;

namespace Chat.Delivery.FanOut;

/// <summary>
/// Sends events for many recipients out in parts. An event's record is held until Kafka has all its parts. Bounded by the
/// recipients under way: without <see cref="HasRoom"/> the chat waits.
/// </summary>
/// <remarks><see cref="Write"/> is called by the router alone, with its gate held.</remarks>
internal sealed class FanOutWriter(
    IProducer<byte[], byte[]> producer, TopicPartitions partitions, TimeProvider time, ILogger<FanOutWriter> logger) : IAsyncDisposable
{
    /// <summary>An event that begins below it goes out whole. 8 bytes a recipient.</summary>
    private const int MaxRecipients = 2_000_000;

    private readonly Dictionary<int, FanOutLane> _lanes = [];
    private int _recipients;

    /// <summary>False too while no broker has said how many partitions there are.</summary>
    public bool HasRoom => partitions.Count > 0 && Volatile.Read(ref _recipients) < MaxRecipients;

    public async Task RoomAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; !HasRoom; attempt++)
            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
    }

    /// <summary>Does not wait. Takes the acknowledgement's holds itself.</summary>
    public void Write(RoutedEvent routed, IReadOnlyList<Member> recipients)
    {
        FanOutMetrics.Recipients.Add(recipients.Count);
        foreach (var (partition, part) in Division.Of(routed.Event, recipients, partitions.Count))
        {
            routed.Acknowledgement.Hold();
            Interlocked.Add(ref _recipients, part.UserIds.Count);
            // Refused only when this process stops: the event is not acknowledged, and comes again.
            LaneOf(partition).TryAdd(new WaitingPart(part, routed.Acknowledgement, routed.Trace));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values)
            await lane.DisposeAsync();
    }

    private FanOutLane LaneOf(int partition)
    {
        if (!_lanes.TryGetValue(partition, out var lane))
            _lanes[partition] = lane = new FanOutLane(producer, partition, 2 * MaxRecipients, Taken, time, logger);
        return lane;
    }

    private void Taken(int recipients) => Interlocked.Add(ref _recipients, -recipients);
}
