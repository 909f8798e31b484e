namespace Chat.Client.Media;

/// <summary>How far a transfer of several blocks is, one call after the other.</summary>
internal sealed class TransferProgress(IProgress<long>? progress)
{
    private readonly Lock _lock = new();
    private long _bytes;

    /// <param name="bytes">Negative: what a broken attempt had sent is to be sent again.</param>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            progress?.Report(_bytes);
        }
    }
}
