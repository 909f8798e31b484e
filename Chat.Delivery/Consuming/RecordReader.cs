using System.Diagnostics;
using System.Text;
using Chat.Contracts.Internal;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Telemetry;
using Confluent.Kafka;
using Google.Protobuf;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Makes the events of a record. A record that is none is counted and skipped, and so is every event that was accepted
/// more than <see cref="MaxAge"/> ago: whoever starts with a new consumer group, or comes back after a long time, must not push
/// history at devices that have it from their heads long since. Revocations of devices never are too old.
/// </summary>
internal sealed partial class RecordReader(TimeProvider time, ILogger<RecordReader> logger)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    public ConsumedRecord Read(ConsumeResult<byte[], byte[]> result, Action done)
    {
        var value = result.Message.Value ?? [];
        var activity = StartActivity(result.Message.Headers);
        return new ConsumedRecord(result.TopicPartitionOffset, EventsOf(result, value), value.Length, activity, done);
    }

    private IReadOnlyList<Event> EventsOf(ConsumeResult<byte[], byte[]> result, byte[] value)
    {
        EventBatch batch;
        try
        {
            batch = EventBatch.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException exception)
        {
            ConsumingMetrics.Poison.Add(1);
            LogPoison(logger, result.Partition.Value, result.Offset.Value, value.Length, exception);
            return [];
        }

        var oldest = (time.GetUtcNow() - MaxAge).ToUnixTimeMilliseconds();
        if (!batch.Events.Any(IsOld))
            return batch.Events;

        var fresh = batch.Events.Where(e => !IsOld(e)).ToArray();
        RoutingMetrics.Skipped.Add(batch.Events.Count - fresh.Length, new KeyValuePair<string, object?>("reason", "old"));
        return fresh;

        bool IsOld(Event e) => e.AcceptedAt > 0 && e.AcceptedAt < oldest && e.BodyCase != Event.BodyOneofCase.DeviceRevoked;
    }

    private static Activity? StartActivity(Headers? headers)
    {
        if (!ChatActivity.Source.HasListeners())
            return null;

        ActivityContext parent = default;
        if (headers is not null && headers.TryGetLastBytes(ChatActivity.TraceParentHeader, out var text))
            ActivityContext.TryParse(Encoding.ASCII.GetString(text), null, isRemote: true, out parent);
        var activity = ChatActivity.Source.StartActivity("deliver", ActivityKind.Consumer, parent);
        // The record has it from here on; the thread goes on with others.
        Activity.Current = null;
        return activity;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record at {Partition}/{Offset} ({Bytes} bytes) is no batch of events and is skipped")]
    private static partial void LogPoison(ILogger logger, int partition, long offset, int bytes, Exception exception);
}
