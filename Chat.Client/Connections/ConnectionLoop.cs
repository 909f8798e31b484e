using Chat.Client.Accounts;
using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Connections;

/// <summary>
/// Keeps one connection open: reconnects by exponential backoff with full jitter, on top of what the server asks for, until
/// it is told not to come back.
/// </summary>
/// <param name="runConnection">Runs one connection on this access token and calls back when it is open.</param>
internal sealed partial class ConnectionLoop(
    AccountTokens tokens,
    Func<string, Action, CancellationToken, Task<Connection.Ended>> runConnection,
    Action<ConnectionState> stateChanged,
    TimeProvider time,
    Random random,
    ILogger logger)
{
    public async Task<StopReason> RunAsync(CancellationToken cancellationToken)
    {
        string? refused = null;
        for (var failures = 0; ; failures++)
        {
            stateChanged(ConnectionState.Connecting);
            var token = tokens.Current.AccessToken;
            ConnectionEnd end;
            try
            {
                token = refused is null
                    ? await tokens.GetAsync(cancellationToken)
                    : await tokens.RefreshAsync(refused, cancellationToken);
                refused = null;
                var ended = await runConnection(token, () => stateChanged(ConnectionState.Connected), cancellationToken);
                end = ConnectionEnd.Of(ended.Closing);
                failures = ended.CaughtUp ? 0 : failures;
            }
            catch (HandshakeRefusedException refusal)
            {
                LogFailed(refusal.Message);
                end = ConnectionEnd.Of(refusal);
            }
            catch (ChatException refusal)
            {
                LogFailed(refusal.Code);
                end = ConnectionEnd.Of(refusal);
            }
            catch (Exception failure) when (failure is ConnectionLostException or HttpRequestException or InvalidDataException)
            {
                LogFailed(failure.Message);
                end = default;
            }

            if (end.Stop is { } reason)
            {
                LogStopped(reason);
                return reason;
            }

            refused = end.RefreshFirst ? token : refused;
            var wait = end.NotBefore + Backoff.Reconnect.Delay(failures, random.NextDouble());
            stateChanged(ConnectionState.Connecting);
            LogWaiting(wait.TotalMilliseconds);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Not connected: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Disconnected; next attempt in {Milliseconds:0} ms")]
    private partial void LogWaiting(double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Disconnected for good: {Reason}")]
    private partial void LogStopped(StopReason reason);
}
