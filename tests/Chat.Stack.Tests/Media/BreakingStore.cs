using System.Net;

namespace Chat.Stack.Tests.Media;

/// <summary>The way to the blob store: it breaks after so many bytes, in the middle of whatever is under way, and tells what got
/// through.</summary>
internal sealed class BreakingStore(long upBytes = long.MaxValue, long downBytes = long.MaxValue, Action? broke = null)
    : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    private readonly Lock _lock = new();
    private long _up;
    private long _down;

    /// <summary>The ids of the blocks that were answered.</summary>
    public HashSet<string> Blocks { get; } = [];

    public HashSet<string> Hosts { get; } = [];

    public int Breaks { get; private set; }

    public long Up => Interlocked.Read(ref _up);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
            Hosts.Add(request.RequestUri!.Authority);
        if (request.Content is { } content)
            request.Content = new BreakingContent(content, count => Pass(ref _up, count, upBytes));
        var response = await base.SendAsync(request, cancellationToken);
        var block = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["blockid"];
        if (block is not null && response.IsSuccessStatusCode)
        {
            lock (_lock)
                Blocks.Add(block);
        }

        if (request.Method == HttpMethod.Get)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            response.Content = new StreamContent(new BreakingStream(body, count => Pass(ref _down, count, downBytes)));
        }

        return response;
    }

    private void Pass(ref long bytes, int count, long limit)
    {
        var before = Interlocked.Add(ref bytes, count) - count;
        if (before >= limit || before + count < limit)
            return;
        lock (_lock)
            Breaks++;
        broke?.Invoke();
        throw new IOException("The connection was cut.");
    }

    private sealed class BreakingContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly Action<int> _pass;

        public BreakingContent(HttpContent content, Action<int> pass)
        {
            (_content, _pass) = (content, pass);
            foreach (var (name, values) in content.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            _content.CopyToAsync(new BreakingStream(stream, _pass), context, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }
    }
}
