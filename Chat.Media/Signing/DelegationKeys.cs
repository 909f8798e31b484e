using Azure.Storage.Blobs.Models;
using Chat.Media.Storage;

namespace Chat.Media.Signing;

/// <summary>Fetches a user delegation key that is valid in this time.</summary>
internal delegate Task<UserDelegationKey> FetchDelegationKey(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation);

/// <summary>The user delegation key that all signatures share: fetched when it is first needed, and a new one by the first who
/// comes when it has <see cref="RenewAhead"/> left; the others go on with the old one meanwhile, also when that fails.</summary>
internal sealed partial class DelegationKeys(FetchDelegationKey fetch, TimeProvider time, ILogger<DelegationKeys> logger) : IDisposable
{
    /// <summary>The store gives keys of up to 7 days; a shorter one is less to lose.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(6);

    /// <summary>Longer than any signature lives.</summary>
    public static readonly TimeSpan RenewAhead = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _fetching = new(1);
    private volatile UserDelegationKey? _key;

    public async ValueTask<UserDelegationKey> GetAsync(CancellationToken cancellation)
    {
        if (Key(RenewAhead) is { } fresh)
            return fresh;

        // Without a usable key everybody waits for the one who fetches it.
        var usable = Key(SignedUrls.Longest);
        if (!await _fetching.WaitAsync(usable is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellation))
            return usable!;
        try
        {
            return Key(RenewAhead) ?? await FetchAsync(usable, cancellation);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Dispose() => _fetching.Dispose();

    /// <param name="usable">What serves on if there is no new one.</param>
    private async Task<UserDelegationKey> FetchAsync(UserDelegationKey? usable, CancellationToken cancellation)
    {
        try
        {
            var now = time.GetUtcNow();
            return _key = await fetch(now - SignedUrls.ClockSkew, now + Life, cancellation);
        }
        catch (Exception exception) when (BlobOutage.Is(exception, cancellation) && usable is not null)
        {
            LogNotRenewed(logger, exception);
            return usable;
        }
    }

    /// <summary>The key, if it is valid for longer than that.</summary>
    private UserDelegationKey? Key(TimeSpan left) => _key is { } key && key.SignedExpiresOn - time.GetUtcNow() > left ? key : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key of signatures could not be renewed; the old one serves on")]
    private static partial void LogNotRenewed(ILogger logger, Exception exception);
}
