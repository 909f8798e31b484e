namespace Chat.Client.Media;

/// <summary>Ends a transfer in which nothing moved for <see cref="Longest"/>: a large block on a slow line takes what it takes.</summary>
internal sealed class StallLimit : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    public StallLimit(TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _limit = new CancellationTokenSource(Longest, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, caller);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>It was this limit, not the caller, that cancelled.</summary>
    public bool IsReached => _limit.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Moved() => _limit.CancelAfter(Longest);

    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }
}
