using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Chat.Gateway.Pushing;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Opening;

/// <summary>Keeps the registry of open chats as the connections have it: renews the entries in one batch, takes out what
/// nobody has open any more, and checks members again where a removal may have been lost.</summary>
public sealed partial class OpenChatUpkeep(
    OpenedChats opened,
    MembershipCheck members,
    OpenRegistry registry,
    HeadsComparison heads,
    TimeProvider time,
    ILogger<OpenChatUpkeep> logger) : BackgroundService
{
    private const int AtOnce = 256;

    private readonly SemaphoreSlim _due = new(0, 1);

    public override void Dispose()
    {
        base.Dispose();
        _due.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        opened.Due += OnDue;
        try
        {
            var renewed = time.GetTimestamp();
            for (var failures = 0; ;)
            {
                await DueAsync(OpenChats.RenewEvery - time.GetElapsedTime(renewed), stoppingToken);
                var renews = time.GetElapsedTime(renewed) >= OpenChats.RenewEvery;
                if (renews)
                    renewed = time.GetTimestamp();
                if (await TryAsync(renews, stoppingToken))
                {
                    failures = 0;
                    continue;
                }

                await Task.Delay(Backoff.Internal.Delay(failures++), time, stoppingToken);
                OnDue();
            }
        }
        finally
        {
            opened.Due -= OnDue;
        }
    }

    /// <summary>Ends when something is due, or after that time.</summary>
    private async Task DueAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (atMost <= TimeSpan.Zero)
            return;
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        await _due.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>False: something is left to do.</summary>
    private async Task<bool> TryAsync(bool renews, CancellationToken cancellation)
    {
        try
        {
            // Checked first: whoever waits for pushes waits for this.
            await CheckAsync(cancellation);
            await opened.RemoveLeftAsync(chat => registry.RemoveAsync(chat, cancellation));
            if (renews)
                await opened.RenewAsync(chats => registry.AddAsync(chats, cancellation));
            return true;
        }
        catch (ChatException failure)
        {
            // What could not be taken out of the registry expires, what could not be renewed has some more turns.
            LogNotKept(logger, failure);
            return false;
        }
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var suspended = opened.TakeSuspended();
        for (var first = 0; first < suspended.Count; first += AtOnce)
        {
            var batch = suspended.Skip(first).Take(AtOnce).ToArray();
            try
            {
                await Task.WhenAll(batch.Select(entry => CheckAsync(entry, cancellation)));
            }
            catch (ChatException)
            {
                opened.Suspend(suspended.Skip(first).Where(entry => !entry.IsActive));
                throw;
            }
        }
    }

    private async Task CheckAsync(OpenedChat entry, CancellationToken cancellation)
    {
        var membership = await members.CheckAsync(entry.Chat, entry.Connection.Caller.User, cancellation);
        if (!membership.IsMember)
            opened.Close(entry.Connection, entry.Chat);
        else if (opened.Activate(entry, membership.FirstSeq))
            // What came meanwhile was not pushed to it.
            heads.Ask(entry.Connection);
    }

    private void OnDue()
    {
        lock (_due)
        {
            if (_due.CurrentCount == 0)
                _due.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The open chats could not be kept up; tried again")]
    private static partial void LogNotKept(ILogger logger, Exception exception);
}
