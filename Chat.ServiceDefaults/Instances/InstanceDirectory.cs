using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// The instances of one service, from their leases, read every <see cref="ReadEvery"/>. When Redis is away or has lost
/// everything, the last list stays. Whoever finds an instance unreachable says so by <see cref="Suspect"/>: it is left
/// out until the suspicion passes (<see cref="Suspicions"/>), unless nobody else is there.
/// </summary>
public sealed partial class InstanceDirectory(
    string service,
    IConnectionMultiplexer redis,
    TimeProvider time,
    ILogger<InstanceDirectory> logger) : BackgroundService
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _reading = new(1);
    private readonly Suspicions _suspicions = new(time);
    private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<Instance> _all = [];
    private volatile IReadOnlyList<Instance> _usable = [];

    public string Service => service;

    /// <summary>Everyone with a lease, in the order of their ids.</summary>
    public IReadOnlyList<Instance> All => _all;

    /// <summary>Those to give new work to: not draining, not suspected. If that is nobody, everyone.</summary>
    public IReadOnlyList<Instance> Usable => _usable;

    /// <summary>Raised after <see cref="All"/> or <see cref="Usable"/> changed.</summary>
    public event Action? Changed;

    public Instance? Find(string id) => _all.FirstOrDefault(instance => instance.Id == id);

    /// <summary>Ends with the first answer from Redis.</summary>
    public Task ReadOnceAsync(CancellationToken cancellation) => _firstRead.Task.WaitAsync(cancellation);

    /// <summary>Reads the leases now, for whoever met an instance that the list does not hold.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // One at a time: of two reads the later one must be published last.
        await _reading.WaitAsync(cancellation);
        try
        {
            Publish(await ReadAsync(cancellation));
            _firstRead.TrySetResult();
        }
        finally
        {
            _reading.Release();
        }
    }

    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    public void Suspect(Instance instance)
    {
        bool known;
        lock (_lock)
        {
            known = _suspicions.Contains(instance.Id);
            _suspicions.Add(instance.Id);
        }

        // Once: whoever calls it next finds it left out. All instances at all times: the environment does not let them reach each other.
        if (!known)
            LogSuspected(logger, instance.Id, instance.Internal);
        Publish(null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                LogNotRead(logger, service, exception);
                lock (_lock)
                    _suspicions.SawNothing();
                Publish(null);
            }

            await Task.Delay(ReadEvery, time, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<Instance>> ReadAsync(CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var ids = await database.SetMembersAsync(InstanceKeys.Set(service)).WaitAsync(cancellation);
        var leases = await database.StringGetAsync([.. ids.Select(id => (RedisKey)InstanceKeys.Lease(service, id!))]).WaitAsync(cancellation);

        var alive = new List<Instance>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (leases[i].IsNull)
                await database.SetRemoveAsync(InstanceKeys.Set(service), ids[i]).WaitAsync(cancellation);
            else if (Instance.Read(ids[i]!, leases[i]!) is { } instance)
                alive.Add(instance);
        }

        await ReadRenewalsAsync(database, cancellation);
        alive.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return alive;
    }

    private async Task ReadRenewalsAsync(IDatabase database, CancellationToken cancellation)
    {
        IReadOnlyList<string> suspected;
        lock (_lock)
            suspected = _suspicions.Ids;
        var asked = time.GetTimestamp();
        var lives = await Task.WhenAll(suspected.Select(id => database.KeyTimeToLiveAsync(InstanceKeys.Lease(service, id)))).WaitAsync(cancellation);
        lock (_lock)
        {
            for (var i = 0; i < lives.Length; i++)
                _suspicions.Saw(suspected[i], asked, lives[i] ?? TimeSpan.Zero);
        }
    }

    /// <param name="read">Null or empty: the last list stays.</param>
    private void Publish(IReadOnlyList<Instance>? read)
    {
        bool changed;
        lock (_lock)
        {
            var all = read is { Count: > 0 } ? read : _all;
            _suspicions.Pass(all);
            var usable = all.Where(instance => !instance.Draining && !_suspicions.Contains(instance.Id)).ToArray();
            if (usable.Length == 0)
                usable = [.. all];
            changed = !all.SequenceEqual(_all) || !usable.SequenceEqual(_usable);
            _all = all;
            _usable = usable;
        }

        if (changed)
            Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} could not be reached at {Address}; others get its work until it renews its lease")]
    private static partial void LogSuspected(ILogger logger, string instance, Uri address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The instances of {Service} could not be read; the last list stays")]
    private static partial void LogNotRead(ILogger logger, string service, Exception exception);
}
