using System.Reflection;
using Chat.Simulation.Scheduling;
using Confluent.Kafka;

namespace Chat.Simulation.Stores;

/// <summary>A producer in the place of Kafka's client: records in their order, one under way, tried again until its time is
/// over. An answer that is lost makes a record twice.</summary>
public class BrokerProducer : DispatchProxy
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Queue<Record> _records = new();
    private World _world = null!;
    private Node _node = null!;
    private SimulatedBroker _broker = null!;
    private bool _sending;

    internal IProducer<byte[], byte[]> Client { get; private set; } = null!;

    internal static BrokerProducer Create(World world, Node node, SimulatedBroker broker)
    {
        var client = Create<IProducer<byte[], byte[]>, BrokerProducer>();
        var producer = (BrokerProducer)(object)client;
        (producer.Client, producer._world, producer._node, producer._broker) = (client, world, node, broker);
        return producer;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(IProducer<,>.Produce)
            || args is not [TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> report])
        {
            throw new NotSupportedException(targetMethod?.ToString());
        }

        _records.Enqueue(new Record(to.Partition.Value, message.Value, report, _world.Now + Timeout.Ticks));
        if (!_sending)
            Send();
        return null;
    }

    private void Send()
    {
        _sending = _records.Count > 0;
        if (_sending)
            _world.After(_broker.Weather.ShortDelay(), Arrive);
    }

    private void Arrive()
    {
        if (_node.IsDead)
            return;

        var record = _records.Peek();
        var answered = false;
        if (!_broker.IsAway)
        {
            _broker.Append(record.Partition, record.Value);
            answered = !_broker.Weather.Fails();
        }

        if (answered)
            _world.After(_broker.Weather.ShortDelay(), () => Report(ErrorCode.NoError));
        else if (_world.Now >= record.Until)
            Report(ErrorCode.Local_MsgTimedOut);
        else
            _world.After(_world.Between(100, 500), Arrive);
    }

    private void Report(ErrorCode code)
    {
        var record = _records.Dequeue();
        _node.Run(() => record.Done(new DeliveryReport<byte[], byte[]> { Error = new Error(code, "simulated") }));
        Send();
    }

    private sealed record Record(int Partition, byte[] Value, Action<DeliveryReport<byte[], byte[]>> Done, long Until);
}
