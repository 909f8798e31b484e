using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Google.Protobuf;

namespace Chat.Messaging.Publishing;

/// <summary>A record of the topic of events.</summary>
/// <param name="TraceParent">The trace context of the record's first event (W3C), if any.</param>
public sealed record EventRecord(byte[] Key, byte[] Value, string? TraceParent);

/// <summary>Packs events into records: one a chat, in the order of the events, split where one becomes too large.</summary>
public static class EventRecords
{
    /// <summary>Bytes of a record, roughly: half of what brokers take by default. A single larger event goes alone.</summary>
    private const int MaxBytes = 512 * 1024;

    public static IReadOnlyList<EventRecord> Of(IEnumerable<(Event Event, string? TraceParent)> events)
    {
        var records = new List<EventRecord>();
        var open = new Dictionary<long, Packing>();
        foreach (var (next, traceParent) in events)
        {
            var owner = next.ChatId != 0 ? next.ChatId : next.DeviceRevoked.UserId;
            var size = next.CalculateSize();
            if (open.TryGetValue(owner, out var packing) && packing.Bytes + size > MaxBytes)
            {
                records.Add(packing.Close());
                open.Remove(owner);
            }

            if (!open.TryGetValue(owner, out packing))
                open.Add(owner, packing = new Packing(EventTopic.Key(new ChatId(owner)), traceParent));
            packing.Add(next, size);
        }

        records.AddRange(open.Values.Select(packing => packing.Close()));
        return records;
    }

    public static IReadOnlyList<EventRecord> Of(EventBatch events, string? traceParent = null) =>
        Of(events.Events.Select(next => (next, traceParent)));

    private sealed class Packing(byte[] key, string? traceParent)
    {
        private readonly EventBatch _events = new();

        public int Bytes { get; private set; }

        public void Add(Event next, int size)
        {
            _events.Events.Add(next);
            Bytes += size;
        }

        public EventRecord Close() => new(key, _events.ToByteArray(), traceParent);
    }
}
