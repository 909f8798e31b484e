using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;
using Chat.Gateway.Pushing;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using StackExchange.Redis;

namespace Chat.Gateway.Connections;

/// <summary>
/// Enters connections into the session registry and takes them out. When Redis is away it is tried again in the
/// background; meanwhile the connection works, without live pushes, and <c>Sync</c> waits.
/// </summary>
public sealed partial class SessionRegistration(
    SessionRegistry registry,
    InstanceLease lease,
    ConnectionTable table,
    Replacement replacement,
    HeadsComparison heads,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<SessionRegistration> logger) : IDisposable
{
    /// <summary>How long a connection's first invocation waits for the registry.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(2);
    private const int RemovalAttempts = 3;

    private readonly int _region = configuration.GetValue("Region", 0);

    /// <summary>Removals under way; the others wait.</summary>
    private readonly SemaphoreSlim _removals = new(256);

    /// <summary>Ends when the connection is registered, or after <see cref="Patience"/> while it is still being tried.</summary>
    public async Task RegisterAsync(ClientConnection connection, CancellationToken ended)
    {
        connection.Registration = RunAsync(connection, ended);
        await ((Task)connection.Registered).WaitAsync(Patience, time, ended).ConfigureAwait(Await.EitherWay);
    }

    /// <summary>Takes it out, unless a newer connection of the device stands there.</summary>
    public async Task RemoveAsync(ClientConnection connection)
    {
        await connection.Registration.ConfigureAwait(Await.EitherWay);
        table.Remove(connection);
        if (connection.Session is not { } session || connection.CloseReason == CloseReasons.Replaced)
            return;

        await _removals.WaitAsync(CancellationToken.None);
        try
        {
            for (var attempt = 0; attempt < RemovalAttempts && !await TryRemoveAsync(session); attempt++)
                await Task.Delay(Backoff.Internal.Delay(attempt), time, CancellationToken.None);
        }
        finally
        {
            _removals.Release();
        }
    }

    public void Dispose() => _removals.Dispose();

    private async Task RunAsync(ClientConnection connection, CancellationToken ended)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (await TryRegisterAsync(connection, ended) is { } entered)
            {
                // It answered invocations before: what came meanwhile was pushed to nobody.
                if (time.GetElapsedTime(began) >= Patience / 2)
                    heads.Ask(connection);
                if (entered.Replaced is { } replaced)
                    await replacement.CloseAsync(replaced, ended);
                return;
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, ended);
        }
    }

    /// <summary>Null: Redis did not answer.</summary>
    private async Task<(Session Now, Session? Replaced)?> TryRegisterAsync(ClientConnection connection, CancellationToken ended)
    {
        using var deadline = new CancellationTokenSource(CallDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ended);
        (Session Now, Session? Replaced)? entered = null;
        table.BeginRegistration();
        try
        {
            var (user, device, _) = connection.Caller;
            entered = await registry.RegisterAsync(user, device, lease.Id, _region, either.Token);
        }
        catch (Exception exception) when (IsRedisAway(exception) && !ended.IsCancellationRequested)
        {
            LogNotRegistered(logger, exception);
        }
        finally
        {
            // It can be found here before anybody relies on being registered.
            table.EndRegistration(connection, entered?.Now)?.Close(CloseReasons.Replaced);
            if (entered is { } done)
                connection.SetRegistered(done.Now);
        }

        return entered;
    }

    private async Task<bool> TryRemoveAsync(Session session)
    {
        using var deadline = new CancellationTokenSource(CallDeadline, time);
        try
        {
            await registry.RemoveAsync(session, deadline.Token);
            return true;
        }
        catch (Exception exception) when (IsRedisAway(exception))
        {
            // Delivery is told by the first push that the connection is not here, and takes the entry out.
            LogNotRemoved(logger, exception);
            return false;
        }
    }

    internal static bool IsRedisAway(Exception exception) =>
        exception is RedisException or TimeoutException or OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection could not be registered; tried again")]
    private static partial void LogNotRegistered(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection could not be taken out of the registry")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception);
}
