using System.Text;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Telemetry;
using Confluent.Kafka;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Hands records to Kafka. librdkafka's queue bounds what is under way; a record that finds it full, or that the brokers
/// do not acknowledge in time, fails, and the sweeper publishes it later from the outbox.
/// </summary>
public sealed partial class EventProducer(IProducer<byte[], byte[]> producer, TopicPartitions partitions, ILogger<EventProducer> logger)
{
    private volatile bool _failing;

    /// <summary>Does not wait. Events of one chat keep their order, also from call to call.</summary>
    /// <param name="done">Called once, on librdkafka's thread or this one: true when all were acknowledged.</param>
    public void Produce(IEnumerable<(Event Event, string? TraceParent)> events, Action<bool> done)
    {
        if (partitions.Count is > 0 and var count)
            Produce(EventRecords.Of(events, count), done);
        else
            done(false);
    }

    public void Produce(EventBatch events, string? traceParent, Action<bool> done) =>
        Produce(events.Events.Select(next => (next, traceParent)), done);

    /// <returns>True when all were acknowledged.</returns>
    public Task<bool> ProduceAsync(IEnumerable<Event> events, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Produce(events.Select(next => (next, (string?)null)), done.SetResult);
        return done.Task.WaitAsync(cancellation);
    }

    /// <summary>Waits, at most so long, until nothing is under way.</summary>
    public Task FlushAsync(TimeSpan patience) => Task.Run(() => producer.Flush(patience));

    private void Produce(IReadOnlyList<EventRecord> records, Action<bool> done)
    {
        if (records.Count == 0)
            done(true);
        var acknowledgements = new Acknowledgements(records.Count, done);
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                var partition = new TopicPartition(EventTopic.Name, records[i].Partition);
                producer.Produce(partition, ToMessage(records[i]), report => Report(acknowledgements, report.Error));
            }
            catch (KafkaException exception)
            {
                // The later ones must not overtake this one.
                Report(acknowledgements, exception.Error, records.Count - i);
                return;
            }
        }
    }

    private static Message<byte[], byte[]> ToMessage(EventRecord record) => new()
    {
        Value = record.Value,
        Headers = record.TraceParent is null
            ? null
            : new Headers { { ChatActivity.TraceParentHeader, Encoding.ASCII.GetBytes(record.TraceParent) } },
    };

    private void Report(Acknowledgements acknowledgements, Error error, int records = 1)
    {
        if (error.IsError)
        {
            PublishingMetrics.Failures.Add(records);
            if (!_failing)
                LogFailing(logger, error.Reason);
        }
        else if (_failing)
        {
            LogRecovered(logger);
        }

        _failing = error.IsError;
        acknowledgements.Add(records, !error.IsError);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka does not take events ({Reason}); they wait in the outbox")]
    private static partial void LogFailing(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Kafka takes events again")]
    private static partial void LogRecovered(ILogger logger);

    private sealed class Acknowledgements(int expected, Action<bool> done)
    {
        private int _open = expected;
        private volatile bool _failed;

        public void Add(int records, bool good)
        {
            if (!good)
                _failed = true;
            if (Interlocked.Add(ref _open, -records) == 0)
                done(!_failed);
        }
    }
}
