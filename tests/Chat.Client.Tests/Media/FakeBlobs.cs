using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Chat.Client.Tests.Media;

/// <summary>A blob store behind signed URLs, as far as the client uses one, that can be told to misbehave.</summary>
internal sealed class FakeBlobs
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte[]>> _blocks = [];
    private readonly ConcurrentDictionary<string, byte[]> _blobs = [];
    private readonly ConcurrentDictionary<string, bool> _signatures = [];
    private long _lastSignature;
    private int _held;

    /// <summary>What came: <c>PUT</c>, <c>block 0</c>, <c>blocklist</c>, <c>list</c>, <c>GET 0-</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>After how many bytes the connections of the next transfers are broken.</summary>
    public ConcurrentQueue<int> Breaks { get; } = [];

    /// <summary>The first request of each of these ends all grants.</summary>
    public ConcurrentDictionary<string, bool> ExpiringAt { get; } = [];

    /// <summary>Blocks wait for it.</summary>
    public Task Opening { get; set; } = Task.CompletedTask;

    public int Held => Volatile.Read(ref _held);

    public bool KnowsRanges { get; set; } = true;

    /// <summary>The blocks that the last <c>list</c> was answered with.</summary>
    public IReadOnlyCollection<string> Listed { get; private set; } = [];

    public IReadOnlyDictionary<string, string> LastHeaders { get; private set; } = new Dictionary<string, string>();

    public byte[]? ContentOf(string blob) => _blobs.GetValueOrDefault(blob);

    public void Put(string blob, byte[] content) => _blobs[blob] = content;

    public string Sign()
    {
        var signature = Interlocked.Increment(ref _lastSignature).ToString(CultureInfo.InvariantCulture);
        _signatures[signature] = true;
        return signature;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var blob = (string)context.Request.RouteValues["blob"]!;
        var request = NameOf(context.Request);
        Requests.Enqueue(request);
        if (ExpiringAt.TryRemove(request, out _))
            _signatures.Clear();
        if (!_signatures.ContainsKey(context.Request.Query["sig"].ToString()))
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = 403;
            return;
        }

        switch (context.Request.Method, context.Request.Query["comp"].ToString())
        {
            case ("PUT", "block"):
                if (await ReadAsync(context) is { } block)
                    _blocks.GetOrAdd(blob, _ => [])[context.Request.Query["blockid"].ToString()] = block;
                context.Response.StatusCode = 201;
                break;
            case ("PUT", "blocklist"):
                Remember(context.Request);
                var list = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, default);
                _blobs[blob] = [.. list.Descendants("Uncommitted").SelectMany(name => _blocks[blob][name.Value])];
                _blocks.Remove(blob, out _);
                context.Response.StatusCode = 201;
                break;
            case ("PUT", _):
                Remember(context.Request);
                if (await ReadAsync(context) is { } whole)
                    _blobs[blob] = whole;
                context.Response.StatusCode = 201;
                break;
            case ("GET", "blocklist") when _blocks.TryGetValue(blob, out var blocks):
                var there = blocks.Select(one => new XElement("Block", new XElement("Name", one.Key), new XElement("Size", one.Value.Length))).ToArray();
                Listed = [.. there.Select(one => $"block {PlaceOf(one.Element("Name")!.Value)}")];
                await context.Response.WriteAsync(new XElement("BlockList", new XElement("UncommittedBlocks", there)).ToString());
                break;
            case ("GET", "") when _blobs.TryGetValue(blob, out var content):
                await WriteAsync(context, content);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private void Remember(HttpRequest request) =>
        LastHeaders = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());

    private async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var breaks = Breaks.TryDequeue(out var left);
        Interlocked.Increment(ref _held);
        await Opening;
        using var whole = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int count; (count = await context.Request.Body.ReadAsync(piece)) > 0;)
        {
            whole.Write(piece, 0, count);
            if (breaks && whole.Length >= left)
            {
                context.Abort();
                return null;
            }
        }

        return whole.ToArray();
    }

    private async Task WriteAsync(HttpContext context, byte[] content)
    {
        var from = KnowsRanges ? (int)(context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0) : 0;
        context.Response.StatusCode = from > 0 ? 206 : 200;
        context.Response.ContentLength = content.Length - from;
        if (!Breaks.TryDequeue(out var count))
        {
            await context.Response.Body.WriteAsync(content.AsMemory(from));
            return;
        }

        await context.Response.Body.WriteAsync(content.AsMemory(from, count));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static int PlaceOf(string block) => int.Parse(Convert.FromBase64String(block), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string NameOf(HttpRequest request) => (request.Method, request.Query["comp"].ToString()) switch
    {
        ("PUT", "block") => $"block {PlaceOf(request.Query["blockid"].ToString())}",
        ("PUT", "blocklist") => "blocklist",
        ("GET", "blocklist") => "list",
        ("GET", _) => $"GET {request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0}-",
        var (method, _) => method,
    };
}
