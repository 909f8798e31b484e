namespace Chat.Delivery.Pushing;

/// <summary>
/// Numbers the batches from this source to one gateway: 1, 2, 3 and so on; one is left out after something was dropped, so that the gateway
/// sees the jump and compares heads for its connections. <see cref="Skip"/> may be called from anywhere, the rest from
/// the pump's loop.
/// </summary>
internal sealed class BatchNumbers
{
    private long _last;
    private int _owed;

    /// <summary>The gateway has not been shown yet that something was dropped.</summary>
    public bool Owed => Volatile.Read(ref _owed) != 0;

    public void Skip() => Volatile.Write(ref _owed, 1);

    public long Next()
    {
        // Also when the batch that was given up did arrive and only its answer was lost: what waited behind it is missing.
        if (Interlocked.Exchange(ref _owed, 0) != 0)
            _last++;
        return ++_last;
    }
}
