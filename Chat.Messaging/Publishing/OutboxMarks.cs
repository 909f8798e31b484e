using System.Diagnostics;
using System.Threading.Channels;
using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Marks outbox rows as published after Kafka's acknowledgement: collected for half a second, one UPDATE for many. Beyond
/// <see cref="Waiting"/> rows that wait a mark is dropped, and the row is published once more by the sweeper; so it is
/// with those that a database's outage keeps from being written.
/// </summary>
public sealed partial class OutboxMarks : BackgroundService
{
    private const int Waiting = 65_536;
    private const int Rows = 2_048;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(3);

    private readonly Dictionary<IOutbox, Channel<long>> _waiting;
    private readonly EventProducer _producer;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxMarks> _logger;

    public OutboxMarks(Outboxes outboxes, EventProducer producer, TimeProvider time, ILogger<OutboxMarks> logger)
    {
        _waiting = outboxes.All.ToDictionary(
            outbox => outbox, _ => Channel.CreateBounded<long>(new BoundedChannelOptions(Waiting) { SingleReader = true }));
        _producer = producer;
        _time = time;
        _logger = logger;
    }

    public void Add(IOutbox outbox, long id)
    {
        if (!_waiting[outbox].Writer.TryWrite(id))
            PublishingMetrics.MarksDropped.Add(1, new TagList { { "outbox", outbox.Name } });
    }

    /// <summary>Writes what waits for this outbox.</summary>
    public async Task FlushAsync(IOutbox outbox, CancellationToken cancellation)
    {
        var reader = _waiting[outbox].Reader;
        while (reader.TryPeek(out _))
        {
            var ids = new List<long>();
            while (ids.Count < Rows && reader.TryRead(out var id))
                ids.Add(id);
            // In the order of everyone else who updates several.
            ids.Sort();
            await outbox.MarkAsync([.. ids], cancellation);
        }
    }

    /// <summary>At the end, so that a replica that stops in order leaves nothing to the others' sweepers.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _producer.FlushAsync(AtTheEnd);
        await Task.WhenAll(_waiting.Keys.Select(outbox => TryFlushAsync(outbox, cancellationToken)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_waiting.Keys.Select(outbox => RunAsync(outbox, stoppingToken)));

    private async Task RunAsync(IOutbox outbox, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, _time);
        while (await timer.WaitForNextTickAsync(stopping))
            await TryFlushAsync(outbox, stopping);
    }

    private async Task TryFlushAsync(IOutbox outbox, CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(outbox, cancellation);
        }
        catch (Exception exception) when (DatabaseOutage.Is(exception))
        {
            LogNotMarked(_logger, outbox.Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Published rows of the outbox of {Outbox} could not be marked; they are published again")]
    private static partial void LogNotMarked(ILogger logger, string outbox, Exception exception);
}
