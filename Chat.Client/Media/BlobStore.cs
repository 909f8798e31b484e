using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Chat.Client.Media;

/// <summary>
/// The slice of Azure Blob Storage's REST interface that signed URLs are good for. What the store refuses throws
/// <see cref="HttpRequestException"/> with its status, what stands still <see cref="TimeoutException"/>.
/// </summary>
internal sealed class BlobStore(HttpClient http, TimeProvider time)
{
    private const string BlobType = "x-ms-blob-type";

    /// <summary>The whole in one request.</summary>
    public Task PutAsync(Grant grant, ReadOnlyMemory<byte> content, Action<int> sent, CancellationToken cancellationToken) =>
        WriteAsync(grant, "", content, grant.Headers, sent, cancellationToken);

    /// <summary>The same block again replaces it.</summary>
    public Task PutBlockAsync(Grant grant, string block, ReadOnlyMemory<byte> content, Action<int> sent, CancellationToken cancellationToken) =>
        WriteAsync(grant, $"&comp=block&blockid={Uri.EscapeDataString(block)}", content, null, sent, cancellationToken);

    /// <summary>Makes the blob of its blocks. The blob's type is a header of the whole alone: with it Azurite takes the list itself
    /// for the content.</summary>
    public Task CommitAsync(Grant grant, IEnumerable<string> blocks, CancellationToken cancellationToken)
    {
        var list = new XElement("BlockList", blocks.Select(block => new XElement("Uncommitted", block)));
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{list.ToString(SaveOptions.DisableFormatting)}");
        var headers = grant.Headers?.Where(header => !header.Key.Equals(BlobType, StringComparison.OrdinalIgnoreCase)).ToDictionary();
        return WriteAsync(grant, "&comp=blocklist", body, headers, static _ => { }, cancellationToken);
    }

    /// <summary>The blocks that are there and not yet part of the blob, with their sizes; none if there is no such blob.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ListBlocksAsync(Grant grant, CancellationToken cancellationToken)
    {
        using var limit = new StallLimit(time, cancellationToken);
        try
        {
            using var response = await http.GetAsync(With(grant, "&comp=blocklist&blocklisttype=uncommitted"), limit.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return new Dictionary<string, long>();
            Check(response);
            var list = XDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token));
            return list.Descendants("Block").ToDictionary(
                block => block.Element("Name")!.Value, block => long.Parse(block.Element("Size")!.Value, CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException) when (limit.IsReached)
        {
            throw new TimeoutException("The store does not answer.");
        }
    }

    /// <param name="from">The first byte asked for; there are more.</param>
    /// <param name="received">Called with each piece, in order.</param>
    public async Task ReadAsync(
        Grant grant, long from, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> received, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = new StallLimit(time, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, grant.Url);
            if (from > 0)
                request.Headers.Range = new RangeHeaderValue(from, null);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            Check(response);
            // Who does not know ranges answers with the whole.
            var skip = from > 0 && response.StatusCode != HttpStatusCode.PartialContent ? from : 0;
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            for (int count; (count = await ReadAsync(body, buffer, limit.Token)) > 0;)
            {
                limit.Moved();
                var skipped = (int)Math.Min(skip, count);
                skip -= skipped;
                if (count > skipped)
                    await received(buffer[skipped..count], cancellationToken);
                // The receiver's own pace is no stall of the store.
                limit.Moved();
            }
        }
        catch (OperationCanceledException) when (limit.IsReached)
        {
            throw new TimeoutException("The store stands still.");
        }
    }

    /// <summary>Told apart from what fails at the receiver's.</summary>
    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException broken)
        {
            throw new HttpRequestException("The transfer broke off.", broken);
        }
    }

    private async Task WriteAsync(
        Grant grant, string query, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? headers, Action<int> sent,
        CancellationToken cancellationToken)
    {
        using var limit = new StallLimit(time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, With(grant, query))
        {
            Content = new MeteredContent(content, count =>
            {
                limit.Moved();
                sent(count);
            }),
        };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            Check(response);
        }
        catch (OperationCanceledException) when (limit.IsReached)
        {
            throw new TimeoutException("The store stands still.");
        }
    }

    private static Uri With(Grant grant, string query) => query.Length == 0 ? grant.Url : new Uri(grant.Url.AbsoluteUri + query);

    private static void Check(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The blob store answered {(int)response.StatusCode}.", null, response.StatusCode);
    }
}
