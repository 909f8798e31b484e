using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Chat.Contracts;
using Chat.ServiceDefaults.Calls;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests.Forwarding;

/// <summary>A real blob store behind the edge, as in a deployment whose store has no public address.</summary>
public sealed class BlobForwardingTests(RedisFixture redis, AzuriteFixture azurite) : EdgeTest(redis), IClassFixture<AzuriteFixture>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(1000);

    private readonly BlobServiceClient _account = new(azurite.ConnectionString);

    [Fact]
    public async Task What_is_signed_is_written_and_read_through_the_edge()
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(edge, url, Content)).StatusCode);
        var whole = await edge.GetAsync(url);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new(10, 19) } };
        var part = await edge.SendAsync(request);
        var head = await edge.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));

        Assert.Equal(Content, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Content[10..20], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(Content.Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Blocks_are_larger_than_any_other_body()
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);
        var block = RandomNumberGenerator.GetBytes(Limits.MediaBlock);
        var id = Convert.ToBase64String("0000"u8);

        var put = await PutAsync(edge, $"{url}&comp=block&blockid={Uri.EscapeDataString(id)}", block);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        var uncommitted = await edge.GetStringAsync($"{url}&comp=blocklist&blocklisttype=uncommitted");
        Assert.Contains(id, uncommitted, StringComparison.Ordinal);
        var list = Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>{id}</Latest></BlockList>""");
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(edge, $"{url}&comp=blocklist", list)).StatusCode);

        Assert.Equal(block, await edge.GetByteArrayAsync(url));
    }

    [Fact]
    public async Task Without_a_signature_nothing_gets_to_the_store()
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);
        await PutAsync(edge, url, Content);
        var unsigned = url.Split('?')[0];

        await AssertProblemAsync(await edge.GetAsync(unsigned), HttpStatusCode.Forbidden, "not-allowed");
        await AssertProblemAsync(await edge.GetAsync(unsigned + "?sig="), HttpStatusCode.Forbidden, "not-allowed");
        await AssertProblemAsync(await PutAsync(edge, unsigned, Content), HttpStatusCode.Forbidden, "not-allowed");
        await AssertProblemAsync(await edge.GetAsync("/blobs/devstoreaccount1?comp=list"), HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task What_the_signature_does_not_say_the_store_refuses()
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);
        await PutAsync(edge, url, Content);

        foreach (var tampered in (string[])[url.Replace("sp=rw", "sp=rwd", StringComparison.Ordinal), url.Replace("/media/", "/media/x", StringComparison.Ordinal), url + "A"])
            Assert.Equal(HttpStatusCode.Forbidden, (await edge.GetAsync(tampered)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await edge.DeleteAsync(url)).StatusCode);
    }

    [Fact]
    public async Task Who_may_write_one_blob_cannot_have_another_copied_onto_it()
    {
        var edge = await StartEdgeAsync();
        var others = await SignAsync(edge);
        await PutAsync(edge, others, Content);
        var own = await SignAsync(edge);

        using var request = new HttpRequestMessage(HttpMethod.Put, own);
        request.Headers.Add("x-ms-copy-source", others.Split('?')[0].Replace("/blobs/", "/", StringComparison.Ordinal));

        await AssertProblemAsync(await edge.SendAsync(request), HttpStatusCode.Forbidden, "not-allowed");
        Assert.Equal(HttpStatusCode.NotFound, (await edge.GetAsync(own)).StatusCode);
    }

    [Fact]
    public async Task The_store_gets_the_path_behind_the_prefix_and_nothing_of_who_calls()
    {
        var store = await Stack.StartUpstreamAsync("store");
        var edge = await Stack.StartEdgeAsync(("services:blobs:http:0", store.Address));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/blobs/chat/media/f_1?sig=a%2Bb")
        {
            Content = new StringContent("content"),
            Headers =
            {
                { "x-ms-blob-type", "BlockBlob" },
                { "Authorization", "Bearer of-the-api" },
                { "Cookie", "a=b" },
                { InternalSecret.Header, "a secret for the tests alone" },
            },
        };

        Assert.Equal(HttpStatusCode.OK, (await edge.SendAsync(request)).StatusCode);

        var seen = Assert.Single(store.Requests);
        Assert.Equal(("PUT", "/chat/media/f_1", "content"), (seen.Method, seen.Path, seen.Body));
        Assert.Equal("BlockBlob", seen.Headers["x-ms-blob-type"]);
        Assert.Empty(seen.Headers.Keys.Intersect(["Authorization", "Cookie", InternalSecret.Header], StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(null, "application/octet-stream")]
    [InlineData("image/png", "image/png")]
    public async Task What_a_stranger_uploaded_is_no_part_of_the_page(string? named, string served)
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);
        await PutAsync(edge, url, Content, "text/javascript");
        var read = await SignAsync(edge, named, url.Split('?')[0].Split('/')[^1]);

        var answer = await edge.GetAsync(read);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(served, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.EndsWith("; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    /// <summary>The signature covers none of these, and the store serves the uploader's own type.</summary>
    [Theory]
    [InlineData("&RSCT=text/javascript")]
    [InlineData("&rsct=")]
    [InlineData("&rsct=&RSCT=text/javascript")]
    public async Task A_type_that_is_not_signed_is_no_type(string added)
    {
        var edge = await StartEdgeAsync();
        var url = await SignAsync(edge);
        await PutAsync(edge, url, Content, "text/javascript");

        var answer = await edge.GetAsync(url + added);

        Assert.NotEqual("text/javascript", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Without_a_store_there_is_no_such_address()
    {
        var edge = await Stack.StartEdgeAsync();

        await AssertProblemAsync(await edge.GetAsync("/blobs/devstoreaccount1/media/f_1?sig=x"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task While_the_store_is_away_the_answer_says_so()
    {
        var edge = await Stack.StartEdgeAsync(("services:blobs:http:0", $"http://127.0.0.1:{FreePort.Take()}"));

        await AssertProblemAsync(await edge.GetAsync("/blobs/devstoreaccount1/media/f_1?sig=x"), HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    /// <summary>The blob client takes the first part of the path for the account by the port alone: 10000 is one that it knows.</summary>
    [Theory]
    [InlineData("azurite:10000")]
    [InlineData("azurite.internal.example.org:10000")]
    public void A_store_that_is_known_by_its_name_has_its_account_in_the_path(string host)
    {
        Assert.Equal(Sign("127.0.0.1:10000"), Sign(host));

        static string Sign(string host)
        {
            var key = Convert.ToBase64String(new byte[64]);
            var account = new BlobServiceClient($"DefaultEndpointsProtocol=http;AccountName=chat;AccountKey={key};BlobEndpoint=http://{host}/chat;");
            return account.GetBlobContainerClient("media").GetBlockBlobClient("f_1")
                .GenerateSasUri(new BlobSasBuilder(BlobSasPermissions.Read, DateTimeOffset.UnixEpoch.AddYears(100))).PathAndQuery;
        }
    }

    private Task<HttpClient> StartEdgeAsync() => Stack.StartEdgeAsync(("services:blobs:http:0", new Uri(azurite.Endpoint).GetLeftPart(UriPartial.Authority)));

    /// <summary>A blob's signed address with the edge for the store, as <c>Media:PublicBaseUrl</c> makes it.</summary>
    private async Task<string> SignAsync(HttpClient edge, string? contentType = null, string? name = null)
    {
        var container = _account.GetBlobContainerClient("media");
        await container.CreateIfNotExistsAsync();
        var grant = new BlobSasBuilder(BlobSasPermissions.Read | BlobSasPermissions.Write, DateTimeOffset.UtcNow.AddMinutes(5)) { ContentType = contentType };
        var signed = container.GetBlockBlobClient(name ?? Guid.NewGuid().ToString("N")).GenerateSasUri(grant);
        return $"{edge.BaseAddress}blobs{signed.PathAndQuery}";
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient edge, string url, byte[] content, string? contentType = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        if (!url.Contains("comp=", StringComparison.Ordinal))
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
        if (contentType is not null)
            request.Headers.Add("x-ms-blob-content-type", contentType);
        return await edge.SendAsync(request);
    }
}
