namespace Chat.Client.Media;

/// <param name="Headers">To be sent with what the grant is for.</param>
internal sealed record Grant(Uri Url, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>A signed URL that is asked for anew before it expires, or when the store refuses it. One request for it at a time,
/// however many transfers use it.</summary>
internal sealed class SignedUrl(Func<CancellationToken, Task<Grant>> ask, TimeProvider time, Grant? first = null) : IDisposable
{
    /// <summary>What begins before may take as long: the store looks at the time when a request begins.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asking = new(1);
    private volatile Grant? _held = first;

    public async ValueTask<Grant> GetAsync(CancellationToken cancellationToken)
    {
        var held = _held;
        return held is not null && time.GetUtcNow() < held.ExpiresAt - Margin ? held : await RenewAsync(held, cancellationToken);
    }

    /// <summary>Another grant than the one given.</summary>
    public async Task<Grant> RenewAsync(Grant? refused, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_held is null || _held == refused)
                _held = await ask(cancellationToken);
            return _held;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}
