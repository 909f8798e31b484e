using System.Globalization;
using System.Net;
using System.Text;
using Chat.Contracts.Retrying;

namespace Chat.Client.Media;

/// <summary>
/// One upload: by one <c>PUT</c>, or by blocks, <see cref="Parallel"/> at once, that many buffers of a block in memory. The
/// content is read once, from its present position, in order.
/// </summary>
/// <param name="resumes">Begun by another attempt: what the store has is not sent again.</param>
internal sealed class Upload(
    BlobStore store, SignedUrl url, MediaUploadTicket ticket, Stream content, bool resumes, IProgress<long>? progress, TimeProvider time)
{
    private const int Parallel = 3;

    private readonly TransferProgress _progress = new(progress);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (ticket.Size > ticket.BlockSize)
            await SendBlocksAsync(cancellationToken);
        else
            await SendWholeAsync(cancellationToken);
    }

    private async Task SendWholeAsync(CancellationToken cancellationToken)
    {
        var whole = new byte[ticket.Size];
        await content.ReadExactlyAsync(whole, cancellationToken);
        await SendAsync((grant, sent, cancellation) => store.PutAsync(grant, whole, sent, cancellation), cancellationToken);
    }

    private async Task SendBlocksAsync(CancellationToken cancellationToken)
    {
        var present = resumes
            ? await TryAsync(store.ListBlocksAsync, cancellationToken)
            : new Dictionary<string, long>();
        var count = (int)((ticket.Size + ticket.BlockSize - 1) / ticket.BlockSize);
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = new Stack<byte[]>(Enumerable.Range(0, Math.Min(Parallel, count)).Select(_ => new byte[ticket.BlockSize]));
        var sending = new List<Task<byte[]>>(Parallel);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var size = (int)Math.Min(ticket.BlockSize, ticket.Size - ((long)i * ticket.BlockSize));
                if (present.TryGetValue(NameOf(i), out var there) && there == size)
                {
                    await SkipAsync(size, cancellationToken);
                    _progress.Add(size);
                    continue;
                }

                if (free.Count == 0)
                    free.Push(await AnyAsync(sending));
                var buffer = free.Pop();
                await content.ReadExactlyAsync(buffer.AsMemory(0, size), cancellationToken);
                sending.Add(SendBlockAsync(NameOf(i), buffer, size, failing.Token));
            }

            while (sending.Count > 0)
                await AnyAsync(sending);
        }
        catch
        {
            // The others are of no use now; none of them outlives the call.
            await failing.CancelAsync();
            Task ended = Task.WhenAll(sending);
            await ended.ConfigureAwait(Await.EitherWay);
            throw;
        }

        await TryAsync(
            async (grant, cancellation) =>
            {
                await store.CommitAsync(grant, Enumerable.Range(0, count).Select(NameOf), cancellation);
                return true;
            },
            cancellationToken);
    }

    /// <returns>The buffer, to be used again.</returns>
    private async Task<byte[]> SendBlockAsync(string name, byte[] buffer, int size, CancellationToken cancellationToken)
    {
        await SendAsync(
            (grant, sent, cancellation) => store.PutBlockAsync(grant, name, buffer.AsMemory(0, size), sent, cancellation), cancellationToken);
        return buffer;
    }

    private async Task SendAsync(Func<Grant, Action<int>, CancellationToken, Task> send, CancellationToken cancellationToken) =>
        await TryAsync(
            async (grant, cancellation) =>
            {
                var underWay = 0L;
                try
                {
                    await send(grant, Sent, cancellation);
                    return true;
                }
                catch
                {
                    _progress.Add(-underWay);
                    throw;
                }

                void Sent(int bytes)
                {
                    underWay += bytes;
                    _progress.Add(bytes);
                }
            },
            cancellationToken);

    private Task<T> TryAsync<T>(Func<Grant, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        new TransferRetry(time).RunAsync(
            async cancellation =>
            {
                var grant = await url.GetAsync(cancellation);
                try
                {
                    return await attempt(grant, cancellation);
                }
                catch (HttpRequestException refusal) when (refusal.StatusCode == HttpStatusCode.Forbidden)
                {
                    await url.RenewAsync(grant, cancellation);
                    throw;
                }
            },
            cancellationToken);

    private async Task SkipAsync(int size, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            content.Seek(size, SeekOrigin.Current);
            return;
        }

        var passed = new byte[Math.Min(size, 64 * 1024)];
        for (var left = size; left > 0;)
        {
            var piece = passed.AsMemory(0, Math.Min(passed.Length, left));
            await content.ReadExactlyAsync(piece, cancellationToken);
            left -= piece.Length;
        }
    }

    private static async Task<T> AnyAsync<T>(List<Task<T>> tasks)
    {
        var done = await Task.WhenAny(tasks);
        tasks.Remove(done);
        return await done;
    }

    /// <summary>By its place, so that another process finds what this one sent. All of one length, as the store wants them.</summary>
    private static string NameOf(int place) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(place.ToString("D8", CultureInfo.InvariantCulture)));
}
