using System.Net;
using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Google.Protobuf;

namespace Chat.ServiceDefaults.Tests.Calls;

/// <summary>The client and the serving side against each other, over HTTP/2.</summary>
public sealed class InternalCallTests : IAsyncLifetime
{
    private const string Echo = "/internal/echo";
    private const string Refusing = "/internal/refusing";
    private const string Broken = "/internal/broken";
    private const string Silent = "/internal/silent";
    private const string Streaming = "/internal/streaming";
    private const string CutOff = "/internal/cut-off";

    private readonly InternalClient _client = ServiceUnderTest.Client();
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await ServiceUnderTest.StartAsync(app =>
    {
        app.MapInternal<StoredMessage, StoredMessage>(Echo, StoredMessage.Parser, (request, _) => Task.FromResult(request));
        app.MapInternal<StoredMessage, StoredMessage>(Refusing, StoredMessage.Parser, (_, _) => throw new ChatException(ErrorCodes.NotAllowed, "No."));
        app.MapInternal<StoredMessage, StoredMessage>(Broken, StoredMessage.Parser, (_, _) => throw new InvalidOperationException("Broken."));
        app.MapInternal<StoredMessage, StoredMessage>(Silent, StoredMessage.Parser, async (request, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return request;
        });
        app.MapInternalStream<StoredMessage, StoredMessage>(Streaming, StoredMessage.Parser, (request, _) => CountAsync(request.Seq));
        app.MapInternalStream<StoredMessage, StoredMessage>(CutOff, StoredMessage.Parser, (_, _) => BreakAsync());
    });

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5_000_000)]
    public async Task A_message_goes_and_comes_back(int bytes)
    {
        var message = new StoredMessage { Seq = 7, Ciphertext = ByteString.CopyFrom(new byte[bytes]) };
        Assert.Equal(message, await CallAsync(Echo, message));
    }

    [Fact]
    public async Task An_empty_message_goes_and_comes_back() => Assert.Equal(new StoredMessage(), await CallAsync(Echo, new StoredMessage()));

    [Fact]
    public async Task A_refusals_code_travels()
    {
        var refusal = await Assert.ThrowsAsync<ChatException>(() => CallAsync(Refusing));
        Assert.Equal(ErrorCodes.NotAllowed, refusal.Code);
    }

    [Theory]
    [InlineData(Broken)]
    [InlineData("/internal/nothing")]
    public async Task Anything_else_that_fails_is_unavailable(string route)
    {
        var refusal = await Assert.ThrowsAsync<ChatException>(() => CallAsync(route));
        Assert.Equal(ErrorCodes.Unavailable, refusal.Code);
    }

    [Fact]
    public async Task Silence_is_unavailable_after_the_deadline()
    {
        var refusal = await Assert.ThrowsAsync<ChatException>(() => CallAsync(Silent, deadline: TimeSpan.FromMilliseconds(100)));
        Assert.Equal(ErrorCodes.Unavailable, refusal.Code);
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        var nobody = _service.Instance with { Internal = new Uri("http://127.0.0.1:1/") };
        var refusal = await Assert.ThrowsAsync<ChatException>(() => _client.CallAsync(
            nobody, Echo, new StoredMessage(), StoredMessage.Parser, InternalClient.DefaultDeadline, CancellationToken.None));
        Assert.Equal(ErrorCodes.Unavailable, refusal.Code);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_no_outage()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.CallAsync(
            _service.Instance, Silent, new StoredMessage(), StoredMessage.Parser, InternalClient.DefaultDeadline, cancellation.Token));
    }

    [Fact]
    public async Task Another_secret_is_refused()
    {
        using var stranger = ServiceUnderTest.Client("another secret altogether");
        var refusal = await Assert.ThrowsAsync<ChatException>(() => stranger.CallAsync(
            _service.Instance, Echo, new StoredMessage(), StoredMessage.Parser, InternalClient.DefaultDeadline, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Unauthorized, Assert.IsType<HttpRequestException>(refusal.InnerException).StatusCode);
    }

    [Fact]
    public async Task No_secret_is_refused()
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var response = await http.PostAsync(new Uri(_service.Address.Internal, Echo), new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task On_the_public_port_there_is_nothing_even_with_the_secret()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(InternalSecret.Header, ServiceUnderTest.Secret);
        var response = await http.PostAsync(new Uri(_service.Address.Public, Echo), new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("internal", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_refused_and_disturb_nobody()
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        http.DefaultRequestHeaders.Add(InternalSecret.Header, ServiceUnderTest.Secret);
        var response = await http.PostAsync(new Uri(_service.Address.Internal, Echo), new ByteArrayContent([0xff, 0xff]));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1, (await CallAsync(Echo, new StoredMessage { Seq = 1 })).Seq);
    }

    [Fact]
    public async Task A_stream_comes_in_order_to_its_end()
    {
        var seqs = new List<long>();
        await foreach (var item in StreamAsync(Streaming, new StoredMessage { Seq = 1_000 }))
            seqs.Add(item.Seq);
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => (long)i), seqs);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_unavailable()
    {
        var received = 0;
        var refusal = await Assert.ThrowsAsync<ChatException>(async () =>
        {
            await foreach (var item in StreamAsync(CutOff, new StoredMessage()))
                received++;
        });
        Assert.Equal(ErrorCodes.Unavailable, refusal.Code);
        Assert.InRange(received, 0, 1);
    }

    private static async IAsyncEnumerable<StoredMessage> CountAsync(long to)
    {
        for (var i = 1; i <= to; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            yield return new StoredMessage { Seq = i };
        }
    }

    private static async IAsyncEnumerable<StoredMessage> BreakAsync()
    {
        yield return new StoredMessage { Seq = 1 };
        await Task.Yield();
        throw new InvalidOperationException("Broken.");
    }

    private Task<StoredMessage> CallAsync(string route, StoredMessage? message = null, TimeSpan? deadline = null) => _client.CallAsync(
        _service.Instance, route, message ?? new StoredMessage(), StoredMessage.Parser, deadline ?? InternalClient.DefaultDeadline, CancellationToken.None);

    private IAsyncEnumerable<StoredMessage> StreamAsync(string route, StoredMessage message) => _client.StreamAsync(
        _service.Instance, route, message, StoredMessage.Parser, InternalClient.DefaultDeadline, CancellationToken.None);
}
