using System.Diagnostics;
using System.Text;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Telemetry;
using Confluent.Kafka;
using Google.Protobuf;

namespace Chat.Delivery.FanOut;

/// <summary>
/// Brings parts into one partition, in order: one record under way, the next one collecting meanwhile. What Kafka does
/// not take is tried again until it does: the parts of an event that was not acknowledged would come again all the same.
/// </summary>
internal sealed partial class FanOutLane : IAsyncDisposable
{
    /// <summary>Bytes of a record, roughly: half of what brokers take by default.</summary>
    private const int MaxRecord = 512 * 1024;

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly TopicPartition _partition;
    private readonly Action<int> _taken;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Batcher<WaitingPart> _batcher;

    /// <param name="waiting">Parts that may wait; the writer bounds them by their recipients.</param>
    /// <param name="taken">Called with the number of recipients that Kafka has taken, or that this process gave up stopping.</param>
    public FanOutLane(IProducer<byte[], byte[]> producer, int partition, int waiting, Action<int> taken, TimeProvider time, ILogger logger)
    {
        _producer = producer;
        _partition = new TopicPartition(FanOutTopic.Name, partition);
        _taken = taken;
        _time = time;
        _logger = logger;
        _batcher = new Batcher<WaitingPart>(
            "delivery.parts", new BatchBounds(waiting, Items: 1_024, Weight: MaxRecord), WriteAsync, NotWritten, part => part.Weight);
    }

    /// <summary>False: too many wait, or it ends. The part's acknowledgement is held by the caller.</summary>
    public bool TryAdd(WaitingPart part) => _batcher.TryAdd(part);

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<WaitingPart> parts, CancellationToken cancellation)
    {
        var record = new Message<byte[], byte[]>
        {
            Value = new FanOutBatch { Parts = { parts.Select(waiting => waiting.Part) } }.ToByteArray(),
            Headers = HeadersOf(parts),
        };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var error = await ProduceAsync(record, cancellation);
                if (!error.IsError)
                    break;
                LogNotTaken(_logger, _partition.Partition.Value, attempt, error.Reason);
            }
            catch (KafkaException exception)
            {
                LogNotTaken(_logger, _partition.Partition.Value, attempt, exception.Error.Reason);
            }

            FanOutMetrics.Failures.Add(1);
            await Task.Delay(Backoff.Internal.Delay(attempt), _time, cancellation);
        }

        FanOutMetrics.Parts.Add(parts.Count);
        Take(parts);
        foreach (var waiting in parts)
            waiting.Acknowledgement.Release();
    }

    private Task<Error> ProduceAsync(Message<byte[], byte[]> record, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        _producer.Produce(_partition, record, report => done.TrySetResult(report.Error));
        return done.Task.WaitAsync(cancellation);
    }

    /// <summary>This process stops: the events are not acknowledged and come again, elsewhere.</summary>
    private void NotWritten(IReadOnlyList<WaitingPart> parts, Exception exception)
    {
        LogNotWritten(_logger, parts.Count, exception);
        Take(parts);
    }

    private void Take(IReadOnlyList<WaitingPart> parts) => _taken(parts.Sum(waiting => waiting.Part.UserIds.Count));

    private static Headers? HeadersOf(IReadOnlyList<WaitingPart> parts)
    {
        var trace = parts.Select(waiting => waiting.Trace).FirstOrDefault(trace => trace != default);
        if (trace == default)
            return null;

        var text = $"00-{trace.TraceId}-{trace.SpanId}-{(trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}";
        return new Headers { { ChatActivity.TraceParentHeader, Encoding.ASCII.GetBytes(text) } };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka does not take parts for partition {Partition} (attempt {Attempt}): {Reason}")]
    private static partial void LogNotTaken(ILogger logger, int partition, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} parts were not written; their events come again")]
    private static partial void LogNotWritten(ILogger logger, int count, Exception exception);
}
