using System.Buffers;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Azure.Storage.Blobs.Specialized;
using Chat.Contracts.Errors;

namespace Chat.Media.Completing;

/// <summary>
/// The hash of a blob's content, read from the store piece by piece: whatever the size, one hashing holds
/// <see cref="BufferBytes"/>. At most <c>Media:Hashings</c> (4) run at a time.
/// </summary>
/// <remarks>Full (<see cref="Waiting"/> more wait): <c>unavailable</c>.</remarks>
internal sealed class ContentHash(IConfiguration configuration) : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int Waiting = 64;

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = configuration.GetValue("Media:Hashings", 4),
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <exception cref="ChatException"><c>unavailable</c>.</exception>
    public async Task<byte[]> Sha256Async(BlobBaseClient blob, CancellationToken cancellation)
    {
        using var turn = await _turns.AcquireAsync(cancellationToken: cancellation);
        if (!turn.IsAcquired)
            throw ChatException.Unavailable("Too many uploads are being verified; try again.");

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var content = (await blob.DownloadStreamingAsync(cancellationToken: cancellation)).Value;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (await content.Content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellation) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                CompletingMetrics.Hashed.Add(read);
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public ValueTask DisposeAsync() => _turns.DisposeAsync();
}
