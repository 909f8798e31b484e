using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Chat.Contracts.Hub;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class AdmissionTests(GatewayStack stack) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = stack.First.Instance.Public };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Bad_tokens_are_401_at_the_negotiation_and_at_the_connection()
    {
        var (user, device) = stack.NewDevice();
        string[] tokens =
        [
            "",
            "forged",
            TestTokens.Of(user, device, TimeSpan.FromMinutes(-1)),
            TestTokens.Of(user, device, key: "another key of thirty-two characters"),
            TestTokens.Of(user, device: null),
        ];
        foreach (var token in tokens)
        {
            using var negotiation = await _http.PostAsync($"/ws/connect/negotiate?negotiateVersion=1&access_token={token}", null);
            Assert.Equal(HttpStatusCode.Unauthorized, negotiation.StatusCode);
            Assert.Equal("bad-token", (await negotiation.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => HubSocket.ConnectAsync(_http.BaseAddress!, token));
            Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, "connectionToken")]
    [InlineData(0, "connectionId")]
    public async Task A_negotiated_connection_names_its_gateway_and_is_found_by_that_token(int version, string field)
    {
        var negotiated = await NegotiateAsync(version);
        var token = negotiated.GetProperty(field).GetString();
        Assert.True(ConnectionToken.TryParse(token, out _, out var instance));
        Assert.Equal(stack.First.Instance.Id, instance);

        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(_http.BaseAddress!, TestTokens.Of(user, device), $"&id={token}");
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task Long_polling_works_with_the_negotiated_token()
    {
        var (user, device) = stack.NewDevice();
        var access = TestTokens.Of(user, device);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", access);
        var token = (await NegotiateAsync(1)).GetProperty("connectionToken").GetString();
        var address = $"/ws/connect?id={token}";
        using var opened = await _http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        await SendAsync(address, """{"protocol":"json","version":1}""");
        await SendAsync(address, """{"type":1,"invocationId":"1","target":"Heartbeat","arguments":[{}]}""");

        var received = "";
        while (!received.Contains("\"invocationId\":\"1\"", StringComparison.Ordinal))
            received += await _http.GetStringAsync(address);
        Assert.Contains("\"heads\":", received, StringComparison.Ordinal);
        using var closed = await _http.DeleteAsync(address);
        Assert.Equal(HttpStatusCode.Accepted, closed.StatusCode);
    }

    [Fact]
    public async Task Internal_routes_are_not_on_the_public_port()
    {
        using var push = await _http.PostAsync("/internal/push", new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.NotFound, push.StatusCode);
    }

    private async Task<JsonElement> NegotiateAsync(int version)
    {
        var (user, device) = stack.NewDevice();
        var token = _http.DefaultRequestHeaders.Authorization?.Parameter ?? TestTokens.Of(user, device);
        using var answer = await _http.PostAsync($"/ws/connect/negotiate?negotiateVersion={version}&access_token={token}", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task SendAsync(string address, string record)
    {
        using var content = new StringContent(record + "\u001e", Encoding.UTF8);
        using var sent = await _http.PostAsync(address, content);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }
}
