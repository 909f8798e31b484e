using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Google.Protobuf;

namespace Chat.Messaging.Publishing;

/// <summary>A record of the topic of events.</summary>
/// <param name="TraceParent">The trace context of the record's first event (W3C), if any.</param>
public sealed record EventRecord(int Partition, byte[] Value, string? TraceParent);

/// <summary>Packs events into records: one a partition, in the order of the events, split where one becomes too large. Kafka's
/// clients and brokers cost by the record more than by the byte.</summary>
public static class EventRecords
{
    /// <summary>Bytes of a record, roughly: half of what brokers take by default. A single larger event goes alone.</summary>
    private const int MaxBytes = 512 * 1024;

    public static IReadOnlyList<EventRecord> Of(IEnumerable<(Event Event, string? TraceParent)> events, int partitions)
    {
        var records = new List<EventRecord>();
        var open = new Packing?[partitions];
        foreach (var (next, traceParent) in events)
        {
            var partition = PartitionOf(next, partitions);
            ref var packing = ref open[partition];
            var size = next.CalculateSize();
            if (packing is not null && packing.Bytes + size > MaxBytes)
            {
                records.Add(packing.Close());
                packing = null;
            }

            packing ??= new Packing(partition, traceParent);
            packing.Add(next, size);
        }

        records.AddRange(open.OfType<Packing>().Select(packing => packing.Close()));
        return records;
    }

    private static int PartitionOf(Event next, int partitions) => next.ChatId != 0
        ? EventTopic.PartitionOf(new ChatId(next.ChatId), partitions)
        : EventTopic.PartitionOf(new UserId(next.DeviceRevoked.UserId), partitions);

    private sealed class Packing(int partition, string? traceParent)
    {
        private readonly EventBatch _events = new();

        public int Bytes { get; private set; }

        public void Add(Event next, int size)
        {
            _events.Events.Add(next);
            Bytes += size;
        }

        public EventRecord Close() => new(partition, _events.ToByteArray(), traceParent);
    }
}
