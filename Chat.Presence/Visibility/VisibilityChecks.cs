using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Presence.Tracking;
using Chat.Presence.Watching;

namespace Chat.Presence.Visibility;

/// <summary>Asks for what watchers may see: new watches and doubted ones at once, all of them once a minute. While
/// Messaging is away what was known holds; what was not is not told.</summary>
internal sealed partial class VisibilityChecks(Board board, VisibilityReader reader, TimeProvider time, ILogger<VisibilityChecks> logger)
    : BackgroundService
{
    /// <summary>Watches in one turn.</summary>
    private const int MostAtOnce = 256;

    private bool _failing;

    /// <summary>False: some could not be asked for.</summary>
    public async Task<bool> CheckAsync(CancellationToken cancellation)
    {
        while (true)
        {
            List<Check> checks;
            lock (board.Lock)
                checks = board.Checks.Take(MostAtOnce, board.Now);
            if (checks.Count == 0)
                return true;
            if (!await AskAsync(checks, cancellation))
                return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            await Task.Delay(failures == 0 ? Timing.Tick : Backoff.Internal.Delay(failures), time, stoppingToken);
            failures = await CheckAsync(stoppingToken) ? 0 : failures + 1;
        }
    }

    private async Task<bool> AskAsync(List<Check> checks, CancellationToken cancellation)
    {
        try
        {
            var results = await Task.WhenAll(checks.Select(check => reader.ReadAsync(check.Query, cancellation)));
            lock (board.Lock)
            {
                for (var i = 0; i < results.Length; i++)
                    Take(checks[i], results[i]);
            }

            _failing = false;
            return true;
        }
        catch (ChatException exception)
        {
            if (!_failing)
                LogNotChecked(logger, exception);
            _failing = true;
            lock (board.Lock)
                checks.ForEach(board.Checks.Return);
            return false;
        }
    }

    private void Take(Check check, WatcherResult result)
    {
        var seen = result.Users.ToDictionary(user => user.UserId);
        for (var i = 0; i < check.Users.Count; i++)
        {
            if (!check.IsCurrent(i))
                continue;

            var user = check.Users[i];
            var visible = seen.GetValueOrDefault(user.Subject.Id);
            user.Subject.LearnLastSeen(visible?.LastSeen ?? 0);
            user.See(visible is null ? Sight.Stranger : visible.Hidden ? Sight.Hidden : Sight.Visible);
            board.Changed.Add(user.Subject);
        }

        board.Checks.Return(check);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Whom watchers may see could not be asked; what was known holds")]
    private static partial void LogNotChecked(ILogger logger, Exception exception);
}
