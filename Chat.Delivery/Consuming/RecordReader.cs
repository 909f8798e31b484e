using System.Diagnostics;
using System.Text;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;
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

    /// <summary>Of a record of <see cref="EventTopic"/>.</summary>
    public ConsumedRecord ReadEvents(ConsumeResult<byte[], byte[]> result, Action done)
    {
        var activity = StartActivity(result.Message.Headers);
        var events = Fresh(Parse(EventBatch.Parser, result)?.Events ?? [], static e => e);
        return new ConsumedRecord(result.TopicPartitionOffset, events, BytesOf(result), activity, done);
    }

    /// <summary>Of a record of the topic of parts: events with their recipients.</summary>
    public ConsumedRecord ReadParts(ConsumeResult<byte[], byte[]> result, Action done)
    {
        var activity = StartActivity(result.Message.Headers);
        var parts = Fresh(Parse(FanOutBatch.Parser, result)?.Parts ?? [], static part => part.Event);
        return new ConsumedRecord(
            result.TopicPartitionOffset,
            [.. parts.Select(part => part.Event)],
            BytesOf(result),
            activity,
            done,
            [.. parts.Select(RecipientsOf)]);
    }

    private static int BytesOf(ConsumeResult<byte[], byte[]> result) => result.Message.Value?.Length ?? 0;

    private static Member[] RecipientsOf(FanOutPart part)
    {
        var recipients = new Member[part.UserIds.Count];
        for (var i = 0; i < recipients.Length; i++)
            recipients[i] = new Member(new UserId(part.UserIds[i]), 0, i < part.FirstSeqs.Count ? part.FirstSeqs[i] : 0);
        return recipients;
    }

    /// <summary>Null: it is none.</summary>
    private T? Parse<T>(MessageParser<T> parser, ConsumeResult<byte[], byte[]> result)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(result.Message.Value ?? []);
        }
        catch (InvalidProtocolBufferException exception)
        {
            ConsumingMetrics.Poison.Add(1);
            LogPoison(logger, result.Topic, result.Partition.Value, result.Offset.Value, BytesOf(result), exception);
            return null;
        }
    }

    private IReadOnlyList<T> Fresh<T>(IReadOnlyList<T> items, Func<T, Event> eventOf)
    {
        var oldest = (time.GetUtcNow() - MaxAge).ToUnixTimeMilliseconds();
        if (!items.Any(IsOld))
            return items;

        var fresh = items.Where(item => !IsOld(item)).ToArray();
        RoutingMetrics.Skipped.Add(items.Count - fresh.Length, new KeyValuePair<string, object?>("reason", "old"));
        return fresh;

        bool IsOld(T item) => eventOf(item) is { AcceptedAt: > 0, BodyCase: not Event.BodyOneofCase.DeviceRevoked } e && e.AcceptedAt < oldest;
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The record at {Topic}/{Partition}/{Offset} ({Bytes} bytes) is none of its topic and is skipped")]
    private static partial void LogPoison(ILogger logger, string topic, int partition, long offset, int bytes, Exception exception);
}
