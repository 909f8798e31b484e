using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Telemetry;
using Google.Protobuf;

namespace Chat.ServiceDefaults.Calls;

/// <summary>
/// The one way to call another service: a protobuf message by POST over HTTP/2, with the shared secret and a deadline.
/// Retrying is the caller's: it alone knows whether repeating is harmless and where else to go.
/// </summary>
/// <exception cref="ChatException">The code that the other side answered; <c>unavailable</c> when it could not be
/// reached, failed, or took longer than the deadline.</exception>
public sealed class InternalClient : IDisposable
{
    /// <summary>For a call that has no better knowledge: longer than Postgres's <c>lock_timeout</c> of 2 s.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(4);

    private static readonly MediaTypeHeaderValue Protobuf = new("application/x-protobuf");

    private readonly InternalSecret _secret;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public InternalClient(InternalSecret secret, TimeProvider time)
        : this(secret, time, Sockets())
    {
    }

    /// <param name="network">The border to the network.</param>
    internal InternalClient(InternalSecret secret, TimeProvider time, HttpMessageHandler network)
    {
        _secret = secret;
        _time = time;
        _http = new HttpClient(network)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<TResult> CallAsync<TResult>(
        Instance instance, string route, IMessage request, MessageParser<TResult> parser, TimeSpan deadline, CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        using var limit = new CancellationTokenSource(deadline, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await SendAsync(instance, route, request, HttpCompletionOption.ResponseContentRead, linked.Token);
            return parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(linked.Token));
        }
        catch (Exception exception) when (IsOutage(exception) && !cancellation.IsCancellationRequested)
        {
            throw Failed(instance, route, exception);
        }
    }

    /// <summary>As above; an instance that did not answer is suspected from then on, so that the next call goes elsewhere. One
    /// that answered a refusal is not.</summary>
    /// <param name="directory">Where the instance is from.</param>
    public async Task<TResult> CallAsync<TResult>(
        InstanceDirectory directory, Instance instance, string route, IMessage request, MessageParser<TResult> parser, TimeSpan deadline,
        CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        try
        {
            return await CallAsync(instance, route, request, parser, deadline, cancellation);
        }
        catch (ChatException failure) when (IsNoAnswer(failure))
        {
            directory.Suspect(instance);
            throw;
        }
    }

    /// <summary>Nobody answered. A refusal that the other side answered has nothing inside.</summary>
    public static bool IsNoAnswer(ChatException failure) => failure is { Code: ErrorCodes.Unavailable, InnerException: not null };

    /// <summary>The instance takes no connection: it is gone, and not just slow.</summary>
    public static bool IsGone(ChatException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    /// <summary>The answer is a stream of messages, each behind its length.</summary>
    /// <param name="stall">How long the stream may be silent.</param>
    public async IAsyncEnumerable<TResult> StreamAsync<TResult>(
        Instance instance, string route, IMessage request, MessageParser<TResult> parser, TimeSpan stall,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        using var limit = new CancellationTokenSource(stall, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        HttpResponseMessage? response = null;
        Stream? body = null;
        try
        {
            try
            {
                response = await SendAsync(instance, route, request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
                body = await response.Content.ReadAsStreamAsync(linked.Token);
            }
            catch (Exception exception) when (IsOutage(exception) && !cancellation.IsCancellationRequested)
            {
                throw Failed(instance, route, exception);
            }

            while (true)
            {
                TResult? next;
                try
                {
                    limit.CancelAfter(stall);
                    next = await DelimitedMessages.ReadAsync(body, parser, linked.Token);
                    // The consumer's own pace is no stall of the other side.
                    limit.CancelAfter(Timeout.InfiniteTimeSpan);
                }
                catch (Exception exception) when (IsOutage(exception) && !cancellation.IsCancellationRequested)
                {
                    throw Failed(instance, route, exception);
                }

                if (next is null)
                    yield break;
                yield return next;
            }
        }
        finally
        {
            if (body is not null)
                await body.DisposeAsync();
            response?.Dispose();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        Instance instance, string route, IMessage message, HttpCompletionOption completion, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(instance.Internal, route))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(message.ToByteArray()) { Headers = { ContentType = Protobuf } },
        };
        request.Headers.Add(InternalSecret.Header, _secret.Value);

        var response = await _http.SendAsync(request, completion, cancellation);
        if (response.IsSuccessStatusCode)
            return response;

        using (response)
        {
            if (response.Headers.TryGetValues(InternalEndpoints.CodeHeader, out var codes))
                throw new ChatException(codes.First(), $"{route} answered {codes.First()}.");
            throw new HttpRequestException($"{route} answered {(int)response.StatusCode}.", null, response.StatusCode);
        }
    }

    private static SocketsHttpHandler Sockets() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };

    private static bool IsOutage(Exception exception) =>
        exception is HttpRequestException or OperationCanceledException or IOException or InvalidProtocolBufferException;

    private static ChatException Failed(Instance instance, string route, Exception exception)
    {
        ChatMetrics.CallFailures.Add(1, new TagList { { "route", route } });
        return ChatException.Unavailable($"{instance.Id} did not answer {route}.", exception);
    }
}
