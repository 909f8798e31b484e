namespace Chat.Contracts.Ids;

/// <summary>
/// The bits of a 63-bit id, from the top: 41 of milliseconds since <see cref="Epoch"/> (until 2094), 8 of a sequence,
/// 6 of the home region, 8 of the logical shard. Ids of one process rise with time.
/// </summary>
public static class IdLayout
{
    public const int ShardBits = 8;
    public const int RegionBits = 6;
    public const int SequenceBits = 8;
    public const int LogicalShards = 1 << ShardBits;
    public const int MaxRegion = (1 << RegionBits) - 1;

    public static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int ShardOf(long id) => (int)(id & (LogicalShards - 1));

    public static DateTimeOffset CreatedAt(long id) => Epoch.AddMilliseconds(id >> (ShardBits + RegionBits + SequenceBits));

    internal static long Compose(long milliseconds, int sequence, int region, int shard) =>
        (((((milliseconds << SequenceBits) | (uint)sequence) << RegionBits) | (uint)region) << ShardBits) | (uint)shard;
}
