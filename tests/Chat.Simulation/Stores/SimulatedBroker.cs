using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Stores;

/// <summary>The broker: one topic, one consumer group. What it holds survives its clients; <see cref="LoseEverything"/>
/// is a broker that keeps its records in memory and was killed.</summary>
internal sealed class SimulatedBroker(World world, Weather weather)
{
    public const int Partitions = 4;

    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Rebalance = TimeSpan.FromSeconds(1);

    private readonly List<byte[]>[] _records = [.. Enumerable.Range(0, Partitions).Select(_ => new List<byte[]>())];
    private readonly long?[] _committed = new long?[Partitions];
    private readonly List<BrokerConsumer> _members = [];
    private readonly BrokerConsumer?[] _owners = new BrokerConsumer?[Partitions];

    public bool IsAway { get; set; }

    public Weather Weather => weather;

    public void Append(int partition, byte[] record)
    {
        _records[partition].Add(record);
        _owners[partition]?.Announce();
    }

    public byte[]? Read(int partition, long offset) =>
        !IsAway && offset < _records[partition].Count ? _records[partition][(int)offset] : null;

    public long End(int partition) => _records[partition].Count;

    /// <summary>Null: nothing was.</summary>
    public long? Committed(int partition) => _committed[partition];

    public void Commit(BrokerConsumer member, int partition, long offset)
    {
        // A member that the partition was taken from is refused.
        if (_owners[partition] == member && !IsAway)
            _committed[partition] = offset;
    }

    public void LoseEverything()
    {
        foreach (var records in _records)
            records.Clear();
        Array.Clear(_committed);
    }

    public void Join(BrokerConsumer member)
    {
        _members.Add(member);
        world.After(Rebalance * (1 + world.Random.NextDouble()), Assign);
    }

    /// <summary>It was killed: the group misses its heartbeats after a while.</summary>
    public void Miss(BrokerConsumer member) => world.After(SessionTimeout * (0.7 + (0.3 * world.Random.NextDouble())), () =>
    {
        _members.Remove(member);
        Assign();
    });

    private void Assign()
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            var owner = _members.Count == 0 ? null : _members[partition % _members.Count];
            if (_owners[partition] == owner)
                continue;

            _owners[partition]?.Take(partition);
            _owners[partition] = owner;
            owner?.Give(partition, Math.Min(_committed[partition] ?? 0, End(partition)));
        }
    }
}
