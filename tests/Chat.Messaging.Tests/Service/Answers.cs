using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Contracts;
using Xunit;

namespace Chat.Messaging.Tests.Service;

/// <summary>Calls that expect an answer of a certain kind.</summary>
public static class Answers
{
    public static async Task<T> PostJsonAsync<T>(this HttpClient client, string path, object body)
    {
        using var response = await client.PostAsync(path, Json(body));
        return await response.ReadAsync<T>();
    }

    public static async Task<T> GetAsync<T>(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.ReadAsync<T>();
    }

    /// <summary>A call that changes something: 204.</summary>
    public static async Task ChangeAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Json(body) };
        using var response = await client.SendAsync(request);
        Assert.True(response.StatusCode == HttpStatusCode.NoContent, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>A call that is refused: problem details with this status and code.</summary>
    public static async Task RefusedAsync(this HttpClient client, HttpMethod method, string path, object? body, int status, string code)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? Json(body) };
        using var response = await client.SendAsync(request);
        await response.IsRefusedAsync(status, code);
    }

    public static async Task IsRefusedAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
    }

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {text}");
        return (T)JsonSerializer.Deserialize(text, typeof(T), ChatJson.Default)!;
    }

    public static HttpContent Json(object body) =>
        body is string text
            ? new StringContent(text, System.Text.Encoding.UTF8, "application/json")
            : JsonContent.Create(body, body.GetType(), options: ChatJson.Default.Options);
}
