using System.Reflection;
using Chat.Contracts.Internal;
using Chat.Simulation.Scheduling;
using Confluent.Kafka;

namespace Chat.Simulation.Stores;

/// <summary>One member of the consumer group, in the place of Kafka's client; it never blocks.</summary>
public class BrokerConsumer : DispatchProxy
{
    private readonly SortedDictionary<int, long> _positions = [];
    private readonly Dictionary<int, long> _stored = [];
    private readonly Queue<Action> _changes = new();
    private readonly SemaphoreSlim _something = new(0, 1);
    private World _world = null!;
    private Node _node = null!;
    private SimulatedBroker _broker = null!;
    private bool _paused;
    private bool _committing;
    private Action<IReadOnlyList<TopicPartition>> _assigned = null!;
    private Action<IReadOnlyList<TopicPartition>> _lost = null!;

    internal IConsumer<byte[], byte[]> Client { get; private set; } = null!;

    internal static BrokerConsumer Create(World world, Node node, SimulatedBroker broker)
    {
        var client = Create<IConsumer<byte[], byte[]>, BrokerConsumer>();
        var consumer = (BrokerConsumer)(object)client;
        (consumer.Client, consumer._world, consumer._node, consumer._broker) = (client, world, node, broker);
        return consumer;
    }

    /// <summary>Ends when there may be something to read.</summary>
    internal Task SomethingAsync(TimeSpan atMost) => Task.WhenAny(_something.WaitAsync(), Task.Delay(atMost, _node.Clock));

    internal void Join(Action<IReadOnlyList<TopicPartition>> assigned, Action<IReadOnlyList<TopicPartition>> lost)
    {
        (_assigned, _lost) = (assigned, lost);
        _broker.Join(this);
    }

    internal void Announce() => _world.After(_broker.Weather.ShortDelay(), Wake);

    internal void Give(int partition, long offset) => InOrder(() =>
    {
        _positions[partition] = offset;
        _assigned([Of(partition)]);
        Wake();
    });

    internal void Take(int partition) => InOrder(() =>
    {
        _positions.Remove(partition);
        _stored.Remove(partition);
        _lost([Of(partition)]);
    });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name, args)
        {
            case ("Consume", _):
                return Consume();
            case ("StoreOffset", [TopicPartitionOffset offset]):
                Store(offset.Partition.Value, offset.Offset.Value);
                return null;
            case ("Committed", [IEnumerable<TopicPartition> partitions, ..]):
                return partitions.Select(Committed).ToList();
            case ("get_Assignment", _):
                return _positions.Keys.Select(Of).ToList();
            case ("Pause", _):
                _paused = true;
                return null;
            case ("Resume", _):
                _paused = false;
                return null;
            default:
                throw new NotSupportedException(targetMethod.ToString());
        }
    }

    private static TopicPartition Of(int partition) => new(EventTopic.Name, partition);

    private TopicPartitionOffset Committed(TopicPartition partition) =>
        new(partition, _broker.Committed(partition.Partition.Value) is { } offset ? new Offset(offset) : Offset.Unset);

    private ConsumeResult<byte[], byte[]>? Consume()
    {
        if (_paused)
            return null;

        foreach (var (partition, offset) in _positions)
        {
            // Beyond the end of a log that has begun anew: from its beginning.
            var position = offset > _broker.End(partition) ? 0 : offset;
            if (_broker.Read(partition, position) is not { } record)
                continue;

            _positions[partition] = position + 1;
            return new ConsumeResult<byte[], byte[]>
            {
                TopicPartitionOffset = new TopicPartitionOffset(Of(partition), position),
                Message = new Message<byte[], byte[]> { Value = record },
            };
        }

        return null;
    }

    private void Store(int partition, long offset)
    {
        _stored[partition] = offset;
        if (_committing)
            return;

        _committing = true;
        // Every 250 ms, whatever happens meanwhile.
        _world.After(_world.Between(0, 250), () =>
        {
            _committing = false;
            // A process that stands still, or is no more, sends nothing.
            if (_node.IsDead || _node.IsPaused)
                return;
            foreach (var (stored, upTo) in _stored)
                _broker.Commit(this, stored, upTo);
            _stored.Clear();
        });
    }

    /// <summary>Steps of a process have no order by themselves.</summary>
    private void InOrder(Action change)
    {
        _changes.Enqueue(change);
        _node.Run(() => _changes.Dequeue()());
    }

    private void Wake()
    {
        if (_something.CurrentCount == 0)
            _something.Release();
    }
}
