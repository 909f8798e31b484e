using System.Net;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Media.Signing;
using Chat.Media.Tests.Service;
using Chat.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Media.Tests.Signing;

/// <summary>What the store refuses.</summary>
public sealed class SignedUrlTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task A_blob_without_its_signature_is_refused()
    {
        var media = await Service.NewPerson().UploadAsync([1, 2, 3]);
        var bare = Service.Blobs.Of(media).Uri.AbsoluteUri;

        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, bare));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Put, bare, [1]));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, $"{Service.Azurite.Endpoint}/media?restype=container&comp=list"));
    }

    [Fact]
    public async Task A_url_is_of_one_blob_alone()
    {
        var person = Service.NewPerson();
        var (own, foreign) = (await person.UploadAsync([1, 2, 3]), await person.UploadAsync([4, 5, 6]));
        var upload = await person.CreateAsync("image/png", 3);
        var download = (await ReadAsync(person.DownloadAsync(own))).DownloadUrl;

        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, Other(download, own)));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, Other(upload.UploadUrl, upload.MediaId)));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Put, Other(upload.UploadUrl, upload.MediaId), [1]));
        Assert.Equal([4, 5, 6], await Store.GetAsync((await ReadAsync(person.DownloadAsync(foreign))).DownloadUrl));

        string Other(string url, MediaId media) => url.Replace(media.ToString(), foreign.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sp=r&", "sp=rw&")]
    [InlineData("se=20", "se=21")]
    [InlineData("rsct=image%2Fpng", "rsct=text%2Fhtml")]
    [InlineData("rscd=inline", "rscd=attachment")]
    [InlineData("sr=bs", "sr=c")]
    public async Task A_url_that_was_tampered_with_is_refused(string before, string after)
    {
        var person = Service.NewPerson();
        var url = (await ReadAsync(person.DownloadAsync(await person.UploadAsync([1, 2, 3])))).DownloadUrl;
        Assert.Contains(before, url, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, url.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_an_upload_url_reads_is_not_shown_whatever_type_it_was_given()
    {
        var upload = await Service.NewPerson().CreateAsync("image/png", 3);
        var page = new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob", ["x-ms-blob-content-type"] = "text/html" };
        using var put = await Store.SendAsync(HttpMethod.Put, upload.UploadUrl, [1, 2, 3], page);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        using var read = await Store.SendAsync(HttpMethod.Get, upload.UploadUrl);

        Assert.Equal("attachment", read.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task A_url_that_has_expired_is_refused()
    {
        var person = Service.NewPerson();
        var media = await person.UploadAsync([1, 2, 3]);
        var upload = await person.CreateAsync("image/png", 3);
        var snapshot = (await Media.Storage.MediaRow.FindAsync(Service.Directory, media, CancellationToken.None))!.Snapshot!;
        var address = Service.Services.GetRequiredService<PublicAddress>();
        SignedUrls Urls(TimeSpan ago) => new(Service.Blobs, new AccountKeySigner(), address, new ManualTimeProvider(DateTimeOffset.UtcNow - ago));
        async Task<HttpStatusCode> GetAsync(TimeSpan ago) => await Store.StatusAsync(
            HttpMethod.Get, (await Urls(ago).DownloadAsync(media, snapshot, "image/png", CancellationToken.None)).Url);
        async Task<HttpStatusCode> PutAsync(TimeSpan ago) => await Store.StatusAsync(
            HttpMethod.Put, (await Urls(ago).UploadAsync(upload.MediaId, CancellationToken.None)).Url, [1, 2, 3]);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(TimeSpan.FromMinutes(9)));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(TimeSpan.FromMinutes(10.1)));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(TimeSpan.FromMinutes(14)));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(TimeSpan.FromMinutes(15.1)));
        // The store's clock may be behind.
        Assert.Equal(HttpStatusCode.OK, await GetAsync(-TimeSpan.FromMinutes(4)));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(-TimeSpan.FromMinutes(6)));
    }

    [Fact]
    public async Task Behind_a_public_address_the_signatures_hold()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 3);
        var endpoint = Service.Azurite.EndpointAt("localhost");
        var urls = new SignedUrls(Service.Blobs, new AccountKeySigner(), new PublicAddress(Service.Account.Uri, endpoint + "/"), TimeProvider.System);

        var url = (await urls.UploadAsync(upload.MediaId, CancellationToken.None)).Url;

        Assert.StartsWith($"{endpoint}/media/{upload.MediaId}?", url, StringComparison.Ordinal);
        await Store.PutAsync(upload with { UploadUrl = url }, [1, 2, 3]);
        using var completed = await person.CompleteAsync(upload.MediaId);
        Assert.Equal(3, (await completed.ReadAsync<CompletedMedia>()).Size);
    }

    [Theory]
    [InlineData("https://chat.blob.core.windows.net/", null, "https://chat.blob.core.windows.net/media/f_1?sig=a%2Bb")]
    [InlineData("https://chat.blob.core.windows.net", "https://cdn.example.org/files/", "https://cdn.example.org/files/media/f_1?sig=a%2Bb")]
    [InlineData("http://azurite:10000/chat", "https://edge.example.org/blobs/chat", "https://edge.example.org/blobs/chat/media/f_1?sig=a%2Bb")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", "https://cdn.example.org", "https://cdn.example.org/media/f_1?sig=a%2Bb")]
    public void The_public_address_replaces_the_accounts(string account, string? publicBaseUrl, string expected)
    {
        var signed = new Uri(account.TrimEnd('/') + "/media/f_1?sig=a%2Bb");

        Assert.Equal(expected, new PublicAddress(new Uri(account), publicBaseUrl).Of(signed));
    }
}
