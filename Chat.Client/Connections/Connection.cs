using Chat.Client.Accounts;
using Chat.Client.Applying;
using Chat.Client.Machine;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Connections;

/// <summary>
/// One connection from its opening to its end: carries what the server sends to the machine, beats, and renews the token.
/// When <see cref="RunAsync"/> returns nothing of it runs any more.
/// </summary>
internal sealed partial class Connection(
    AccountTokens tokens, MachineLoop loop, SessionOutput output, DeliveryLoop deliveries, TimeProvider time, Random random, ILogger logger)
    : IHubEvents
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(15);

    /// <param name="Closing">What the server said before it closed, if anything.</param>
    /// <param name="CaughtUp">Whether its first Sync was completed: then it counts as a success.</param>
    internal readonly record struct Ended(Closing? Closing, bool CaughtUp);

    private readonly RunningCalls _calls = new();
    private Closing? _closing;

    /// <param name="opened">Called when the connection is there.</param>
    /// <exception cref="HandshakeRefusedException">The server refused it.</exception>
    /// <exception cref="ConnectionLostException">It never came about.</exception>
    public async Task<Ended> RunAsync(
        IHubTransport transport, string accessToken, Action opened, CancellationToken cancellationToken)
    {
        var renewAt = tokens.RefreshAt;
        var session = await OpenAsync(transport, accessToken, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Taken now: the machine may come to its input after the connection has ended.
        var ended = ending.Token;
        await using (session)
        {
            var self = tokens.Current;
            await loop.PostAsync(
                machine =>
                {
                    output.Attach(session, loop, _calls, ended);
                    machine.Connected(self.UserId, self.DeviceId);
                },
                cancellationToken);
            opened();
            _calls.Start(() => BeatAsync(session, ended));
            _calls.Start(() => RenewAsync(session, accessToken, renewAt, ended));
            try
            {
                await session.Closed.WaitAsync(cancellationToken);
                return new Ended(_closing, output.CaughtUpAsync.IsCompleted);
            }
            finally
            {
                await loop.PostAsync(
                    machine =>
                    {
                        output.Detach();
                        machine.Disconnected();
                    },
                    CancellationToken.None);
                await ending.CancelAsync();
                await _calls.EndedAsync();
            }
        }
    }

    public ValueTask MessageAsync(Message message) => loop.PostAsync(machine => machine.Pushed(message), CancellationToken.None);

    public ValueTask HeadsAsync(Heads heads)
    {
        deliveries.Enqueue(new Delivery.OfHeads(heads));
        return loop.PostAsync(machine => machine.HeadsTold(heads), CancellationToken.None);
    }

    public ValueTask ReceiptAsync(Receipt receipt)
    {
        deliveries.Enqueue(new Delivery.OfReceipt(receipt));
        return ValueTask.CompletedTask;
    }

    public ValueTask TypingAsync(Typing typing) => loop.PostAsync(machine => machine.Screen.Typists.Told(typing), CancellationToken.None);

    public ValueTask PresenceAsync(UserPresence presence) =>
        loop.PostAsync(machine => machine.Screen.Watched.Told(presence), CancellationToken.None);

    public ValueTask ChatChangedAsync(ChatChanged change)
    {
        deliveries.Enqueue(new Delivery.OfChange(change));
        return loop.PostAsync(machine => machine.Changed(change), CancellationToken.None);
    }

    public ValueTask ClosingAsync(Closing closing)
    {
        LogClosing(closing.Reason, closing.RetryAfterMs);
        _closing = closing;
        return ValueTask.CompletedTask;
    }

    private async Task<IHubSession> OpenAsync(IHubTransport transport, string accessToken, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(OpenWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await transport.ConnectAsync(accessToken, this, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionLostException($"No connection within {OpenWithin.TotalSeconds} s.");
        }
    }

    private async Task BeatAsync(IHubSession session, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                try
                {
                    var heads = await session.HeartbeatAsync(ending);
                    if (heads.Items.Count > 0)
                        await HeadsAsync(heads);
                }
                catch (ChatException refusal)
                {
                    LogRefused(HubMethods.Heartbeat, refusal.Code);
                }

                await Task.Delay(BeatEvery, time, ending);
            }
        }
        catch (Exception e) when (e is ConnectionLostException or OperationCanceledException)
        {
            LogEnded(HubMethods.Heartbeat, e.Message);
        }
    }

    /// <param name="accessToken">What the connection lives on now.</param>
    private async Task RenewAsync(IHubSession session, string accessToken, DateTimeOffset at, CancellationToken ending)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var wait = at - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, ending);
                try
                {
                    var fresh = await tokens.GetAsync(ending);
                    if (fresh != accessToken)
                        await session.RenewAsync(fresh, ending);
                    (accessToken, at, attempt) = (fresh, tokens.RefreshAt, 0);
                }
                catch (Exception failure) when (failure is ChatException or HttpRequestException)
                {
                    // The server closes with token-expired if this does not succeed in time, and the reconnect decides.
                    LogRefused(HubMethods.Renew, failure.Message);
                    at = time.GetUtcNow() + Backoff.Reconnect.Delay(attempt + 1, random.NextDouble());
                }
            }
        }
        catch (Exception e) when (e is ConnectionLostException or OperationCanceledException)
        {
            LogEnded(HubMethods.Renew, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The server closes the connection: {Reason}, retry after {RetryAfterMs} ms")]
    private partial void LogClosing(string reason, int? retryAfterMs);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} was refused: {Reason}")]
    private partial void LogRefused(string method, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} ended with the connection: {Reason}")]
    private partial void LogEnded(string method, string reason);
}
