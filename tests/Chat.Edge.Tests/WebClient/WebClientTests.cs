using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Chat.Edge.WebClient;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests.WebClient;

public sealed class WebClientTests(RedisFixture redis) : EdgeTest(redis), IDisposable
{
    private readonly WebRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    public async Task The_page_is_asked_for_anew_each_time_and_may_do_nothing_but_what_it_needs(string path)
    {
        using var page = await GetAsync(await StartAsync(), path);

        Assert.Equal(WebRoot.Page, await page.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        Assert.NotNull(page.Headers.ETag);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Equal("default-src 'none'", policy[0]);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("connect-src 'self' https:", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", string.Concat(policy), StringComparison.Ordinal);
        Assert.Contains("microphone=(self)", Assert.Single(page.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_may_connect_to_the_blob_store_that_is_configured()
    {
        var edge = await StartAsync((PagePolicy.ConnectSources, "http://127.0.0.1:10000"));

        using var page = await GetAsync(edge, "/");

        Assert.Contains("connect-src 'self' http://127.0.0.1:10000;", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_would_end_the_directive_stops_the_start() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync((PagePolicy.ConnectSources, "https://blobs.example; script-src *")));

    [Fact]
    public async Task A_file_with_its_hash_in_its_name_is_kept_for_good()
    {
        using var script = await GetAsync(await StartAsync(), WebRoot.ScriptPath);

        Assert.Equal(WebRoot.Script, await script.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript; charset=utf-8", script.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(script.Headers.GetValues("Cache-Control")));
        Assert.Equal("frame-ancestors 'none'", Assert.Single(script.Headers.GetValues("Content-Security-Policy")));
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=1.0, gzip;q=0.8, *;q=0.1", "br")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("BR", "br")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("zstd", null)]
    [InlineData("identity", null)]
    [InlineData("*;q=0", null)]
    [InlineData("", null)]
    [InlineData("nonsense;;;", null)]
    public async Task A_file_is_sent_as_the_build_compressed_it_where_that_is_accepted(string accepted, string? encoding)
    {
        using var answer = await GetAsync(await StartAsync(), WebRoot.ScriptPath, ("Accept-Encoding", accepted));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(WebRoot.Script, Decoded(body, encoding));
    }

    [Fact]
    public async Task Each_encoding_of_a_file_has_an_etag_of_its_own()
    {
        var edge = await StartAsync();

        var tags = new HashSet<EntityTagHeaderValue>();
        foreach (var accepted in (string[])["br", "gzip", "identity"])
        {
            using var answer = await GetAsync(edge, WebRoot.ScriptPath, ("Accept-Encoding", accepted));
            Assert.True(tags.Add(answer.Headers.ETag!));
        }
    }

    [Theory]
    [InlineData("/", "identity")]
    [InlineData(WebRoot.ScriptPath, "br")]
    public async Task What_the_browser_has_already_is_not_sent_again(string path, string accepted)
    {
        var edge = await StartAsync();
        using var first = await GetAsync(edge, path, ("Accept-Encoding", accepted));

        using var second = await GetAsync(edge, path, ("Accept-Encoding", accepted), ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
        Assert.Equal(first.Headers.Vary, second.Headers.Vary);
        Assert.Equal(first.Headers.GetValues("Content-Security-Policy"), second.Headers.GetValues("Content-Security-Policy"));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_head_request_gets_the_headers_alone()
    {
        var edge = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, WebRoot.ScriptPath) { Headers = { { "Accept-Encoding", "br" } } };

        using var answer = await edge.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.InRange(answer.Content.Headers.ContentLength ?? 0, 1, WebRoot.Script.Length / 2);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_range_of_a_file_is_sent()
    {
        using var answer = await GetAsync(await StartAsync(), WebRoot.ScriptPath, ("Range", "bytes=0-10"));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("console.log", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/site.webmanifest", "application/manifest+json")]
    [InlineData("/assets/inter-1a2b3c.woff2", "font/woff2")]
    [InlineData("/assets/codec-1a2b3c.wasm", "application/wasm")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/assets/index-1a2b3c.css", "text/css; charset=utf-8")]
    public async Task Files_have_the_type_that_browsers_ask_for(string path, string type)
    {
        _root.Write(path, [1, 2, 3]);

        using var answer = await GetAsync(await StartAsync(), path);

        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("/chats/c_1")]
    [InlineData("/nothing.js")]
    [InlineData("/assets/")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/notes.unknown")]
    public async Task What_is_no_file_of_the_client_is_not_found(string path)
    {
        _root.Write("/notes.unknown", Encoding.UTF8.GetBytes("not for the world"));

        using var answer = await GetAsync(await StartAsync(), path);

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    private Task<HttpClient> StartAsync(params (string Key, string Value)[] configuration) =>
        Stack.StartEdgeAsync([("webroot", _root.Path), .. configuration]);

    private static async Task<HttpResponseMessage> GetAsync(HttpClient edge, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await edge.SendAsync(request);
    }

    private static string Decoded(byte[] body, string? encoding)
    {
        using var stream = new MemoryStream(body);
        using Stream decoded = encoding switch
        {
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
        using var reader = new StreamReader(decoded);
        return reader.ReadToEnd();
    }
}
