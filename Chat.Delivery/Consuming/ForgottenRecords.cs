using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Notices that Kafka has forgotten records that nobody read, and has them published again. Two signs: a partition without
/// a committed offset (the broker came back empty, or the group's offsets expired), and a record that does not follow the one
/// before it or the committed offset (retention, a log that was cut or began anew). What arrives twice is harmless.
/// </summary>
/// <remarks><see cref="Assigned"/> and <see cref="Read"/> belong to the consumer's thread.</remarks>
internal sealed partial class ForgottenRecords(Republish republish, TimeProvider time, ILogger<ForgottenRecords> logger) : BackgroundService
{
    /// <summary>Between an event's acceptance and its publication: the sweeper's 3 s, its turns, and a slow machine.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly Dictionary<TopicPartition, Position> _positions = [];
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Lock _lock = new();
    private long? _since;

    /// <param name="committed">Of each partition that is this replica's now; unset: there is none.</param>
    public void Assigned(IEnumerable<TopicPartitionOffset> committed)
    {
        foreach (var (partition, offset) in committed.Select(one => (one.TopicPartition, one.Offset)))
        {
            var known = _positions.GetValueOrDefault(partition);
            _positions[partition] = known with { Next = offset.IsSpecial ? null : offset.Value };
            if (offset.IsSpecial)
                Ask(partition, known.AcceptedAt);
        }
    }

    public void Read(ConsumedRecord record)
    {
        var partition = record.Position.TopicPartition;
        var offset = record.Position.Offset.Value;
        var known = _positions.GetValueOrDefault(partition);
        if (known.Next is { } next && next != offset)
            Ask(partition, known.AcceptedAt);
        var accepted = record.Events.Select(routed => routed.Event.AcceptedAt).DefaultIfEmpty(0).Max();
        _positions[partition] = new Position(offset + 1, Math.Max(known.AcceptedAt, accepted));
    }

    public override void Dispose()
    {
        base.Dispose();
        _asked.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; ;)
        {
            await _asked.WaitAsync(stoppingToken);
            if (Take() is not { } since)
                continue;
            try
            {
                await republish(since, stoppingToken);
                attempt = 0;
            }
            catch (ChatException exception)
            {
                LogNotAsked(logger, exception);
                Put(since);
                await Task.Delay(Backoff.Internal.Delay(attempt++), time, stoppingToken);
            }
        }
    }

    /// <param name="acceptedAt">Of the newest event that was read of it; 0: none was, by this process.</param>
    private void Ask(TopicPartition partition, long acceptedAt)
    {
        LogForgotten(logger, partition.Partition.Value);
        Put(acceptedAt == 0 ? Elsewhere() : acceptedAt - (long)Margin.TotalMilliseconds);
    }

    /// <summary>Another replica read the partition, about as far as this one its own; two minutes of events at once cost
    /// everybody seconds. 0 if this process has read nothing at all.</summary>
    private long Elsewhere()
    {
        var slowest = _positions.Values.Select(position => position.AcceptedAt).Where(at => at > 0).DefaultIfEmpty(0).Min();
        return slowest == 0 ? 0 : slowest - (2 * (long)Margin.TotalMilliseconds);
    }

    /// <summary>Requests that wait become one, from the earliest of their times.</summary>
    private void Put(long since)
    {
        lock (_lock)
            _since = _since is { } earlier ? Math.Min(earlier, since) : since;
        _asked.Release();
    }

    private long? Take()
    {
        lock (_lock)
        {
            var since = _since;
            _since = null;
            return since;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Records of partition {Partition} may have been forgotten; they are asked for again")]
    private static partial void LogForgotten(ILogger logger, int partition);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messaging could not be asked to publish again")]
    private static partial void LogNotAsked(ILogger logger, Exception exception);

    /// <param name="Next">The offset that has to come; null: not known.</param>
    /// <param name="AcceptedAt">Of the newest event read, Unix milliseconds.</param>
    private readonly record struct Position(long? Next, long AcceptedAt);
}
