using System.Collections.Concurrent;
using System.Reflection;
using Chat.Contracts.Internal;
using Confluent.Kafka;

namespace Chat.Delivery.Tests.FanOut;

/// <summary>Stands in for Kafka's producer: keeps the parts that are produced and acknowledges them as the test says.</summary>
public class PartsProducer : DispatchProxy
{
    private readonly ConcurrentQueue<Action> _held = new();

    public IProducer<byte[], byte[]> Client { get; private set; } = null!;

    public ConcurrentQueue<(int Partition, FanOutBatch Batch)> Records { get; } = new();

    /// <summary>Records are kept, but not acknowledged until <see cref="Acknowledge"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>So many of the next records are not taken.</summary>
    public int Failures { get; set; }

    public int Attempts { get; private set; }

    public IEnumerable<(int Partition, FanOutPart Part)> Parts =>
        Records.SelectMany(record => record.Batch.Parts.Select(part => (record.Partition, part)));

    public static PartsProducer Create()
    {
        var client = Create<IProducer<byte[], byte[]>, PartsProducer>();
        var producer = (PartsProducer)(object)client;
        producer.Client = client;
        return producer;
    }

    public void Acknowledge()
    {
        Holds = false;
        while (_held.TryDequeue(out var report))
            report();
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(IProducer<,>.Produce)
            || args is not [TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> done])
        {
            throw new NotSupportedException(targetMethod?.Name);
        }

        Attempts++;
        if (Failures > 0)
        {
            Failures--;
            // By turns what the queue refuses and what the broker does.
            if (Failures % 2 == 0)
                throw new KafkaException(Answer(ErrorCode.Local_QueueFull));
            done(new DeliveryReport<byte[], byte[]> { Error = Answer(ErrorCode.Local_MsgTimedOut) });
            return null;
        }

        Records.Enqueue((to.Partition.Value, FanOutBatch.Parser.ParseFrom(message.Value)));
        if (Holds)
            _held.Enqueue(Report);
        else
            Report();
        return null;

        void Report() => done(new DeliveryReport<byte[], byte[]> { Error = Answer(ErrorCode.NoError) });
    }

    private static Error Answer(ErrorCode code) => new(code, "said the stand-in");
}
