using System.Net;
using System.Text;
using Chat.Contracts.Rest;

namespace Chat.Media.Tests.Service;

/// <summary>The blob store as a client meets it: by nothing but URLs.</summary>
internal static class Store
{
    private static readonly HttpClient Http = new();

    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    public static async Task PutAsync(MediaUpload upload, byte[] content)
    {
        using var answer = await SendAsync(HttpMethod.Put, upload.UploadUrl, content, upload.UploadHeaders);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public static async Task PutBlockAsync(MediaUpload upload, int number, byte[] content)
    {
        using var answer = await SendAsync(HttpMethod.Put, $"{upload.UploadUrl}&comp=block&blockid={Uri.EscapeDataString(BlockId(number))}", content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public static async Task CommitAsync(MediaUpload upload, int blocks)
    {
        var list = string.Concat(Enumerable.Range(0, blocks).Select(number => $"<Latest>{BlockId(number)}</Latest>"));
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{list}</BlockList>");
        var headers = upload.UploadHeaders.Where(header => header.Key != "x-ms-blob-type");
        using var answer = await SendAsync(HttpMethod.Put, $"{upload.UploadUrl}&comp=blocklist", body, headers);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    public static async Task<string> BlocksAsync(MediaUpload upload)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{upload.UploadUrl}&comp=blocklist&blocklisttype=uncommitted");
        return await answer.Content.ReadAsStringAsync();
    }

    public static string BlockId(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{number:0000}"));

    public static async Task<byte[]> GetAsync(string url)
    {
        using var answer = await SendAsync(HttpMethod.Get, url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpMethod method, string url, byte[]? content = null)
    {
        var headers = new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" };
        using var answer = await SendAsync(method, url, content, content is null ? null : headers);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, byte[]? content = null, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content is null ? null : new ByteArrayContent(content) };
        foreach (var (name, value) in headers ?? [])
            request.Headers.Add(name, value);
        return await Http.SendAsync(request);
    }
}
