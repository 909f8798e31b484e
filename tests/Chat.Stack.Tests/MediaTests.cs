using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Chat.Contracts;
using Chat.Contracts.Rest;
using Chat.Stack.Tests.Wire;

namespace Chat.Stack.Tests;

/// <summary>Media through all of it: granted through the edge, carried past it.</summary>
[Collection(StackTests.Name)]
public sealed class MediaTests(StackFixture fixture) : IDisposable
{
    private static readonly HttpClient Store = new();

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task The_owner_uploads_and_downloads_past_the_services()
    {
        using var ann = await Account.SignUpAsync(fixture.Stack.Edge, Cancellation);
        byte[] content = [1, 2, 3, 4, 5];

        var upload = await CreateAsync(ann, content.Length);
        Assert.NotEqual(fixture.Stack.Edge.Port, new Uri(upload.UploadUrl).Port);
        using var put = new HttpRequestMessage(HttpMethod.Put, upload.UploadUrl) { Content = new ByteArrayContent(content) };
        foreach (var (name, value) in upload.UploadHeaders)
            put.Headers.Add(name, value);
        using var stored = await Store.SendAsync(put, Cancellation);
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        using var completed = await ann.Http.PostAsync(new Uri($"/api/media/{upload.MediaId}/complete", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);

        var download = (await ann.Http.GetFromJsonAsync($"/api/media/{upload.MediaId}", ChatJson.Default.MediaDownload, Cancellation))!;
        Assert.Equal(content, await Store.GetByteArrayAsync(new Uri(download.DownloadUrl), Cancellation));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_browser_on_the_edges_pages_may_upload(string host)
    {
        using var ann = await Account.SignUpAsync(fixture.Stack.Edge, Cancellation);
        var upload = await CreateAsync(ann, 5);
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{fixture.Stack.Edge.Port}");

        using var asked = new HttpRequestMessage(HttpMethod.Options, upload.UploadUrl);
        asked.Headers.Add("Origin", origin);
        asked.Headers.Add("Access-Control-Request-Method", "PUT");
        asked.Headers.Add("Access-Control-Request-Headers", "content-type,x-ms-blob-type,x-ms-blob-content-type");
        using var answer = await Store.SendAsync(asked, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private async Task<MediaUpload> CreateAsync(Account owner, int size)
    {
        using var answer = await owner.Http.PostAsJsonAsync(
            "/api/media", new CreateMediaRequest("image/png", size), ChatJson.Default.CreateMediaRequest, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(ChatJson.Default.MediaUpload, Cancellation))!;
    }
}
