using System.Collections.Concurrent;
using System.Reflection;
using Chat.Contracts.Internal;
using Confluent.Kafka;

namespace Chat.Messaging.Tests.Replicas;

/// <summary>Stands in for Kafka's producer: keeps what is produced and acknowledges it, or not.</summary>
public class RecordingProducer : DispatchProxy
{
    private readonly ConcurrentQueue<(int Partition, Message<byte[], byte[]> Message)> _records = new();

    /// <summary>What a delivery report says, or null for none at all: a process that is killed before it.</summary>
    public ErrorCode? Answer { get; set; } = ErrorCode.NoError;

    public IProducer<byte[], byte[]> Client { get; private set; } = null!;

    public IReadOnlyList<(int Partition, Message<byte[], byte[]> Message)> Records => [.. _records];

    public IReadOnlyList<Event> Events => [.. _records.SelectMany(record => EventBatch.Parser.ParseFrom(record.Message.Value).Events)];

    public static RecordingProducer Create()
    {
        var client = DispatchProxy.Create<IProducer<byte[], byte[]>, RecordingProducer>();
        var producer = (RecordingProducer)(object)client;
        producer.Client = client;
        return producer;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == nameof(IProducer<byte[], byte[]>.Flush))
            return 0;
        if (targetMethod?.Name != nameof(IProducer<byte[], byte[]>.Produce) || args is not [TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> done])
            throw new NotSupportedException(targetMethod?.Name);

        if (Answer is { } code)
        {
            if (code == ErrorCode.NoError)
                _records.Enqueue((to.Partition.Value, message));
            done(new DeliveryReport<byte[], byte[]> { Message = message, Error = new Error(code, "said the stand-in") });
        }

        return null;
    }
}
