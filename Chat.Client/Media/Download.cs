using System.Net;

namespace Chat.Client.Media;

/// <summary>One download, in one request after the other until all of it is there.</summary>
internal sealed class Download(BlobStore store, SignedUrl url, Stream destination, IProgress<long>? progress, TimeProvider time)
{
    private const int BufferSize = 128 * 1024;

    /// <param name="from">Bytes that were received before.</param>
    /// <param name="size">Of the whole.</param>
    /// <exception cref="InvalidDataException">The store has more than that.</exception>
    public async Task RunAsync(long from, long size, CancellationToken cancellationToken)
    {
        var retry = new TransferRetry(time);
        var buffer = new byte[BufferSize];
        var received = from;
        if (received >= size)
            return;

        await retry.RunAsync(
            async cancellation =>
            {
                var grant = await url.GetAsync(cancellation);
                try
                {
                    await store.ReadAsync(grant, received, TakeAsync, buffer, cancellation);
                }
                catch (HttpRequestException refusal) when (refusal.StatusCode == HttpStatusCode.Forbidden)
                {
                    await url.RenewAsync(grant, cancellation);
                    throw;
                }

                return received >= size ? true : throw new HttpRequestException("The store ended too early.");
            },
            cancellationToken);

        async ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellation)
        {
            if (received + piece.Length > size)
                throw new InvalidDataException("The medium is larger than was said.");
            await destination.WriteAsync(piece, cancellation);
            received += piece.Length;
            retry.Progressed();
            progress?.Report(received);
        }
    }
}
