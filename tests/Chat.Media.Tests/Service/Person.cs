using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Media.Tests.Service;

/// <summary>A user on a device, and what it asks of the service.</summary>
internal sealed class Person
{
    private readonly HttpClient _http;

    public Person(MediaService service, UserId id, DeviceId device)
    {
        Id = id;
        Device = device;
        _http = service.Client();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.Of(id, device));
    }

    public UserId Id { get; }

    public DeviceId Device { get; }

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        _http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : Json(body));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> DownloadAsync(MediaId media) => GetAsync($"/api/media/{media}");

    public Task<HttpResponseMessage> CompleteAsync(MediaId media) => PostAsync($"/api/media/{media}/complete");

    public async Task<MediaUpload> CreateAsync(string contentType, long size, string? sha256 = null)
    {
        using var answer = await PostAsync("/api/media", new CreateMediaRequest(contentType, size, sha256));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.ReadAsync<MediaUpload>();
    }

    /// <summary>Creates, uploads and completes.</summary>
    public async Task<MediaId> UploadAsync(byte[] content, string contentType = "image/png")
    {
        var upload = await CreateAsync(contentType, content.Length);
        await Store.PutAsync(upload, content);
        using var answer = await CompleteAsync(upload.MediaId);
        Assert.Equal(new CompletedMedia(upload.MediaId, content.Length, contentType), await answer.ReadAsync<CompletedMedia>());
        return upload.MediaId;
    }

    private static HttpContent Json(object body) =>
        body is string text
            ? new StringContent(text, System.Text.Encoding.UTF8, "application/json")
            : JsonContent.Create(body, body.GetType(), options: ChatJson.Default.Options);
}

internal static class PersonAnswers
{
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return (T)JsonSerializer.Deserialize(text, typeof(T), ChatJson.Default)!;
    }

    public static async Task IsRefusedAsync(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }
}
