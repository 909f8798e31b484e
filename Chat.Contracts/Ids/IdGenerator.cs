namespace Chat.Contracts.Ids;

/// <summary>
/// Issues ids for one process. Two processes may issue the same id in the same millisecond (about 1 in 65,000 for two
/// that create at once): whoever inserts relies on the primary key and takes another on a conflict.
/// </summary>
public sealed class IdGenerator(TimeProvider time, int region = 0)
{
    private readonly Lock _lock = new();
    private readonly int _region = region is >= 0 and <= IdLayout.MaxRegion
        ? region
        : throw new ArgumentOutOfRangeException(nameof(region), region, $"A region is 0 to {IdLayout.MaxRegion}.");

    private long _lastMilliseconds;
    private int _sequence;

    public T Next<T>()
        where T : struct, IId<T> =>
        T.From(Next(Random.Shared.Next(IdLayout.LogicalShards)));

    private long Next(int shard)
    {
        var now = (long)(time.GetUtcNow() - IdLayout.Epoch).TotalMilliseconds;
        lock (_lock)
        {
            if (now > _lastMilliseconds)
            {
                _lastMilliseconds = now;
                // A random half of the range as the start keeps processes apart and leaves room to count on.
                _sequence = Random.Shared.Next(1 << (IdLayout.SequenceBits - 1));
            }
            else if (++_sequence == 1 << IdLayout.SequenceBits)
            {
                // The millisecond is used up, or the clock went back: borrow from the future rather than wait.
                _lastMilliseconds++;
                _sequence = 0;
            }

            return IdLayout.Compose(_lastMilliseconds, _sequence, _region, shard);
        }
    }
}
