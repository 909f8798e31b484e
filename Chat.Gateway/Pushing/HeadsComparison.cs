using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Chat.Gateway.Connections;
using Chat.Gateway.Heartbeats;

namespace Chat.Gateway.Pushing;

/// <summary>
/// When a push may have been lost: reads what changed for the connected users since all was known to be well, and sends
/// it as <c>Heads</c> where that is anything. Askings while a pass runs become one further pass; it is as fast as Messaging
/// answers one batch after the other, and what could not be read is asked for again.
/// </summary>
public sealed partial class HeadsComparison(ConnectionTable table, HeadsReader reader, TimeProvider time, ILogger<HeadsComparison> logger)
    : BackgroundService
{
    /// <summary>As many as fill a batch.</summary>
    private const int AtOnce = 256;

    /// <summary>Between two passes, so that a row of jumps is one pass.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0);
    private HashSet<ClientConnection> _asked = [];
    private bool _all;

    /// <summary>For one connection.</summary>
    public void Ask(ClientConnection connection)
    {
        lock (_lock)
        {
            if (_asked.Add(connection) && _asked.Count == 1 && !_all)
                _signal.Release();
        }
    }

    public void AskAll()
    {
        lock (_lock)
        {
            if (!_all && _asked.Count == 0)
                _signal.Release();
            _all = true;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            await _signal.WaitAsync(stoppingToken);
            var failed = await CompareAsync(Take(), stoppingToken);
            failures = failed ? failures + 1 : 0;
            await Task.Delay(failed ? Backoff.Internal.Delay(failures) : Pause, time, stoppingToken);
        }
    }

    private IEnumerable<ClientConnection> Take()
    {
        lock (_lock)
        {
            IEnumerable<ClientConnection> taken = _all ? table.All : _asked;
            _asked = [];
            _all = false;
            return taken;
        }
    }

    /// <summary>True: some could not be read and are asked for again.</summary>
    private async Task<bool> CompareAsync(IEnumerable<ClientConnection> connections, CancellationToken cancellation)
    {
        var failed = false;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
        await Parallel.ForEachAsync(connections, options, async (connection, token) =>
        {
            try
            {
                await CompareAsync(connection, token);
            }
            catch (ChatException failure)
            {
                failed = true;
                Ask(connection);
                LogNotCompared(logger, failure);
            }
        });
        return failed;
    }

    private async Task CompareAsync(ClientConnection connection, CancellationToken cancellation)
    {
        if (connection.CloseReason is not null)
            return;

        var (heads, asOf) = await reader.ReadAsync(connection.Caller.User, connection.KnownGood, cancellation);
        connection.KnownGood = asOf;
        if (heads.Items.Count > 0)
            connection.Push(Frame.Of(heads));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Heads could not be compared; tried again")]
    private static partial void LogNotCompared(ILogger logger, Exception exception);
}
