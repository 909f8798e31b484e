using System.Net;
using Chat.Contracts;
using Chat.Contracts.Rest;
using Chat.Media.Storage;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Granting;

public sealed class CreateMediaTests(MediaService service) : MediaTest(service)
{
    private static readonly string Sha256 = new('a', 64);

    [Theory]
    [InlineData("image/png")]
    [InlineData("IMAGE/JPEG")]
    [InlineData("video/mp4")]
    [InlineData("audio/webm;codecs=opus")]
    [InlineData("audio/webm; codecs=\"opus\"")]
    [InlineData("application/pdf")]
    [InlineData("application/zip")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=utf-8")]
    [InlineData("application/octet-stream")]
    public async Task These_types_are_granted(string contentType)
    {
        var before = DateTimeOffset.UtcNow;

        var upload = await Service.NewPerson().CreateAsync(contentType, Limits.MaxMedia, Sha256.ToUpperInvariant());

        Assert.Equal("BlockBlob", upload.UploadHeaders["x-ms-blob-type"]);
        Assert.Equal(contentType, upload.UploadHeaders["x-ms-blob-content-type"]);
        Assert.StartsWith($"{Service.Azurite.Endpoint}/media/{upload.MediaId}?", upload.UploadUrl, StringComparison.Ordinal);
        Assert.InRange(upload.ExpiresAt.ToDateTimeOffset(), before + Limits.UploadGrant - TimeSpan.FromSeconds(1), DateTimeOffset.UtcNow + Limits.UploadGrant);
        Assert.Equal(MediaState.Granted, await Service.StateAsync(upload.MediaId));
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("IMAGE/SVG+XML; charset=utf-8")]
    [InlineData("image/*")]
    [InlineData("*/*")]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("application/javascript")]
    [InlineData("image")]
    [InlineData("image/png, text/html")]
    [InlineData("image/png\nx: y")]
    [InlineData("image/png;\r\n a=b")]
    [InlineData("image/png;a=\"\r\nx: y\"")]
    [InlineData("text/plain;a=\"\u0000\"")]
    [InlineData("text/plain;a=\"\u00e9\"")]
    [InlineData("image/x+xml")]
    [InlineData("video/x+XML")]
    public Task Other_types_are_refused(string contentType) =>
        Service.NewPerson().PostAsync("/api/media", new CreateMediaRequest(contentType, 1)).IsRefusedAsync(415, "type-not-allowed");

    [Theory]
    [InlineData("""{"contentType":"image/png"}""")]
    [InlineData("""{"contentType":"image/png","size":0}""")]
    [InlineData("""{"contentType":"image/png","size":-1}""")]
    [InlineData("""{"contentType":"image/png","size":"5"}""")]
    [InlineData("""{"contentType":"image/png","size":1.5}""")]
    [InlineData("""{"size":5}""")]
    [InlineData("""{"contentType":"","size":5}""")]
    [InlineData("""{"contentType":"image/png","size":5,"sha256":""}""")]
    [InlineData("""{"contentType":"image/png","size":5,"sha256":"abc"}""")]
    [InlineData("""{"contentType":"image/png","size":5,"sha256":"zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData("[]")]
    public Task What_is_malformed_is_a_bad_request(string body) =>
        Service.NewPerson().PostAsync("/api/media", body).IsRefusedAsync(400, "bad-request");

    [Fact]
    public Task More_than_2_GiB_is_too_large() =>
        Service.NewPerson().PostAsync("/api/media", new CreateMediaRequest("image/png", Limits.MaxMedia + 1)).IsRefusedAsync(413, "too-large");

    [Fact]
    public async Task Without_a_token_nothing_is_granted()
    {
        using var anonymous = Service.Client();

        await anonymous.GetAsync(new Uri("/api/media/f_00000000001", UriKind.Relative)).IsRefusedAsync(401, "bad-token");
    }

    [Fact]
    public async Task A_revoked_devices_token_has_ended()
    {
        var person = Service.NewPerson();
        Messaging.Revoked[person.Device] = true;

        await person.PostAsync("/api/media", new CreateMediaRequest("image/png", 5)).IsRefusedAsync(401, "bad-token");
    }

    [Fact]
    public async Task Who_creates_without_end_is_told_when_to_go_on()
    {
        var person = Service.NewPerson();
        for (var granted = 0; granted < 200; granted++)
        {
            using var answer = await person.PostAsync("/api/media", new CreateMediaRequest("image/png", 5));
            if (answer.StatusCode == HttpStatusCode.Created)
                continue;

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(granted >= 60, $"after {granted}");
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            return;
        }

        Assert.Fail("200 were granted.");
    }
}
