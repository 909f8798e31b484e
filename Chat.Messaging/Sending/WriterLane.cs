using System.Net.Sockets;
using Chat.Contracts.Errors;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Calls;
using Npgsql;

namespace Chat.Messaging.Sending;

/// <summary>
/// This replica's one writer of a shard, whose transactions follow one another. What comes while one is under way is the
/// next one's. Bounded by <see cref="Waiting"/> items: what comes then is refused, as is what has waited longer than its
/// caller does, so that a database that is away or slow is answered for quickly.
/// </summary>
public sealed partial class WriterLane : IAsyncDisposable
{
    private const int Waiting = 4_096;

    // A batch is 256 items or 4 MiB: each item counts as its bytes, but not less than a 256th of that.
    private const long BatchWeight = 4 * 1024 * 1024;
    private const long LeastWeight = BatchWeight / 256;

    private static readonly BatchBounds Bounds = new(Waiting, Items: 256, BatchWeight);

    private readonly Shard _shard;
    private readonly IShardWriter _writer;
    private readonly CommittedWrites _committed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Batcher<WritePart> _batcher;
    private int _waiting;

    public WriterLane(Shard shard, IShardWriter writer, CommittedWrites committed, TimeProvider time, ILogger logger)
    {
        _shard = shard;
        _writer = writer;
        _committed = committed;
        _time = time;
        _logger = logger;
        Moving = new MovingChats(time);
        _batcher = new Batcher<WritePart>($"write-{shard.Name}", Bounds, RunAsync, Fail, WeightOf);
    }

    public MovingChats Moving { get; }

    /// <summary>The part's result comes in any case; at once if the lane is full.</summary>
    public void Add(WritePart part)
    {
        if (Interlocked.Add(ref _waiting, part.Items) <= Waiting && _batcher.TryAdd(part))
            return;

        Interlocked.Add(ref _waiting, -part.Items);
        part.Fail(ErrorCodes.Unavailable);
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private static long WeightOf(WritePart part) =>
        part.Sends.Sum(send => Math.Max(send.Ciphertext.Length, LeastWeight)) + (part.Watermarks.Count * LeastWeight);

    private async Task RunAsync(IReadOnlyList<WritePart> parts, CancellationToken cancellation)
    {
        Interlocked.Add(ref _waiting, -parts.Sum(part => part.Items));
        var awaited = new List<WritePart>(parts.Count);
        foreach (var part in parts)
        {
            if (IsAwaited(part))
                awaited.Add(part);
            else
                part.Fail(ErrorCodes.Unavailable);
        }

        if (awaited.Count == 0)
            return;

        var set = new WriteSet(awaited);
        var outcome = await WriteAsync(set, cancellation);
        set.Complete(outcome);
        _committed.Publish(_shard, set, outcome);
    }

    private bool IsAwaited(WritePart part) => _time.GetElapsedTime(part.Arrived) < InternalClient.DefaultDeadline;

    /// <summary>A connection that turns out to be dead (the server was restarted) is no reason to refuse a batch: once more
    /// on a new one. If the first attempt was committed after all, the second finds its clientMsgIds.</summary>
    private async Task<WriteOutcome> WriteAsync(WriteSet set, CancellationToken cancellation)
    {
        try
        {
            return await _writer.WriteAsync(_shard, set, cancellation);
        }
        catch (NpgsqlException exception) when (IsDeadConnection(exception))
        {
            return await _writer.WriteAsync(_shard, set, cancellation);
        }
    }

    private static bool IsDeadConnection(NpgsqlException exception) =>
        exception.InnerException is EndOfStreamException or IOException { InnerException: SocketException }
        || exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    private void Fail(IReadOnlyList<WritePart> parts, Exception exception)
    {
        Moving.Note(exception);
        LogFailed(_logger, _shard, parts.Sum(part => part.Items), exception);
        foreach (var part in parts)
            part.Fail(ErrorCodes.Unavailable);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Items} items was not written to {Shard}")]
    private static partial void LogFailed(ILogger logger, Shard shard, int items, Exception exception);
}
