using System.Net;
using Azure.Storage.Blobs.Models;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Storage;

public sealed class BlobSetupTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task The_container_is_private()
    {
        var policy = await Service.Blobs.Container.GetAccessPolicyAsync();

        Assert.Equal(PublicAccessType.None, policy.Value.BlobPublicAccess);
    }

    [Theory]
    [InlineData("http://localhost:8099", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:8099", HttpStatusCode.OK)]
    [InlineData("http://localhost:8098", HttpStatusCode.Forbidden)]
    [InlineData("https://example.org", HttpStatusCode.Forbidden)]
    public async Task Browsers_may_upload_from_the_web_clients_origins_alone(string origin, HttpStatusCode expected)
    {
        var upload = await Service.NewPerson().CreateAsync("image/png", 3);

        using var answer = await Store.SendAsync(HttpMethod.Options, upload.UploadUrl, null, new Dictionary<string, string>
        {
            ["Origin"] = origin,
            ["Access-Control-Request-Method"] = "PUT",
            ["Access-Control-Request-Headers"] = "content-type,x-ms-blob-type,x-ms-blob-content-type",
        });

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Headers.Contains("Access-Control-Max-Age"));
    }

    [Fact]
    public async Task Browsers_may_read_what_they_download()
    {
        var person = Service.NewPerson();
        var url = (await ReadAsync(person.DownloadAsync(await person.UploadAsync([1, 2, 3])))).DownloadUrl;

        using var answer = await Store.SendAsync(HttpMethod.Get, url, null, new Dictionary<string, string> { ["Origin"] = MediaService.WebOrigin });

        Assert.Equal(MediaService.WebOrigin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }
}
