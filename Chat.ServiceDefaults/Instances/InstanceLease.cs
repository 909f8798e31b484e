using Chat.Contracts.Retrying;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// This process's own lease: taken when it listens, renewed every <see cref="InstanceKeys.RenewEvery"/>, given up when it
/// stops. Redis being away is no reason to stop: it is tried until it is back.
/// </summary>
public sealed partial class InstanceLease(
    string service,
    IConnectionMultiplexer redis,
    AdvertisedAddress address,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<InstanceLease> logger,
    WarmUp? warmUp = null,
    InstanceLoad? load = null) : BackgroundService
{
    private volatile bool _draining;
    private bool _held;
    private bool _missed;

    /// <summary>New at each start.</summary>
    public string Id { get; internal init; } = $"{service}-{Guid.NewGuid():N}"[..(service.Length + 13)];

    /// <summary>Raised by a renewal that found the lease gone (it came too late, or Redis lost everything), and by the first
    /// if it was late: what others concluded meanwhile ("its sessions are dead") has to be mended.</summary>
    public event Action? Lapsed;

    /// <summary>From now on nobody hands this instance new work.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _draining = true;
        await RenewAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await AdvertisedAddress.ListeningAsync(lifetime, stoppingToken);
        if (warmUp is not null)
            await warmUp(stoppingToken);
        try
        {
            for (var failures = 0; ;)
            {
                failures = await TryRenewAsync(stoppingToken) ? 0 : failures + 1;
                var wait = failures == 0 ? InstanceKeys.RenewEvery : Backoff.Internal.Delay(failures);
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        finally
        {
            await GiveUpAsync();
        }
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancellation)
    {
        try
        {
            await RenewAsync(cancellation);
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            _missed = true;
            LogNotRenewed(logger, exception);
            return false;
        }
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var me = new Instance(Id, address.Internal, address.Public, _draining);
        // Before the lease and for longer, so that nobody finds a lease without its load.
        var told = load is null
            ? Task.CompletedTask
            : database.StringSetAsync(InstanceKeys.Load(service, Id), load(), InstanceKeys.TimeToLive + InstanceKeys.RenewEvery);
        var held = database.KeyExistsAsync(InstanceKeys.Lease(service, Id));
        var set = database.StringSetAsync(InstanceKeys.Lease(service, Id), me.Write(), InstanceKeys.TimeToLive);
        var added = database.SetAddAsync(InstanceKeys.Set(service), Id);
        await Task.WhenAll(told, held, set, added).WaitAsync(InstanceKeys.RenewEvery, time, cancellation);

        var first = !_held;
        _held = true;
        if (await held || (first && !_missed))
            return;

        LogLapsed(logger, Id);
        Lapsed?.Invoke();
    }

    private async Task GiveUpAsync()
    {
        try
        {
            var database = redis.GetDatabase();
            await Task.WhenAll(
                    database.KeyDeleteAsync(InstanceKeys.Lease(service, Id)),
                    database.KeyDeleteAsync(InstanceKeys.Load(service, Id)),
                    database.SetRemoveAsync(InstanceKeys.Set(service), Id))
                .WaitAsync(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // It runs out by itself.
            LogNotGivenUp(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed")]
    private static partial void LogNotRenewed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {Instance} had lapsed and was taken again")]
    private static partial void LogLapsed(ILogger logger, string instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease could not be given up")]
    private static partial void LogNotGivenUp(ILogger logger, Exception exception);
}
