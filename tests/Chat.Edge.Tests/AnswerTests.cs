using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chat.Edge.Forwarding;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests;

public sealed class AnswerTests(RedisFixture redis) : EdgeTest(redis)
{
    [Theory]
    [InlineData("/api/chats")]
    [InlineData("/nothing")]
    [InlineData("/api/media/f_1")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        var headers = (await edge.GetAsync(path)).Headers;

        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
        Assert.Equal("frame-ancestors 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")));
        Assert.False(headers.Contains("Strict-Transport-Security"));
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_forwarded()
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        var response = await edge.PostAsync("/api/chats", new ByteArrayContent(new byte[ForwardedRoutes.MaxBody + 1]));

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Empty(messaging.Requests);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_off_at_the_limit()
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chats")
        {
            Content = new StreamContent(new MemoryStream(new byte[ForwardedRoutes.MaxBody + 1])),
            Headers = { TransferEncodingChunked = true },
        };

        var response = await edge.SendAsync(request);

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Empty(messaging.Requests);
    }

    [Fact]
    public async Task A_body_at_the_limit_passes()
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        var response = await edge.PostAsync("/api/chats", new ByteArrayContent(new byte[ForwardedRoutes.MaxBody]));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ForwardedRoutes.MaxBody, Assert.Single(messaging.Requests).Body.Length);
    }

    [Fact]
    public async Task With_a_certificate_the_edge_speaks_tls_and_asks_browsers_to_stay_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("chat-tls-");
        try
        {
            var certificate = Path.Combine(folder.FullName, "edge.pfx");
            using var signed = SelfSigned();
            await File.WriteAllBytesAsync(certificate, signed.Export(X509ContentType.Pfx, "of the test"));
            await Stack.StartUpstreamAsync(ServiceNames.Messaging);
            var edge = await Stack.StartEdgeAsync(
                signed,
                ("urls", "https://127.0.0.1:0"),
                ("Kestrel:Certificates:Default:Path", certificate),
                ("Kestrel:Certificates:Default:Password", "of the test"));

            var response = await edge.GetAsync("/api/chats");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("https", response.RequestMessage!.RequestUri!.Scheme);
            Assert.Equal("max-age=31536000", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
