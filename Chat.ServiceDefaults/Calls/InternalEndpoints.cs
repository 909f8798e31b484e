using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.ServiceDefaults.Calls;

/// <summary>
/// The serving side of <see cref="InternalClient"/>. An internal route exists on the internal port alone (404 elsewhere)
/// and wants the shared secret (401). A <see cref="ChatException"/> is answered by its status with the code in
/// <see cref="CodeHeader"/>.
/// </summary>
public static class InternalEndpoints
{
    public const string CodeHeader = "x-chat-error";

    /// <summary>Bytes of a request at most: 512 messages of the largest size fit.</summary>
    private const long MaxRequest = 48 * 1024 * 1024;

    public static void MapInternal<TRequest, TResult>(
        this IEndpointRouteBuilder routes, string route, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<TResult>> handle)
        where TRequest : IMessage<TRequest>
        where TResult : IMessage<TResult> =>
        routes.MapInternal(route, parser, async (request, context) =>
        {
            var result = await handle(request, context.RequestAborted);
            context.Response.ContentType = "application/x-protobuf";
            // Not WriteTo(BodyWriter): protobuf begins with an Advance before it has asked for memory, which Kestrel refuses.
            var size = result.CalculateSize();
            context.Response.ContentLength = size;
            result.WriteTo(context.Response.BodyWriter.GetSpan(size)[..size]);
            context.Response.BodyWriter.Advance(size);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        });

    /// <summary>Answers with a stream of messages.</summary>
    public static void MapInternalStream<TRequest, TResult>(
        this IEndpointRouteBuilder routes, string route, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<TResult>> handle)
        where TRequest : IMessage<TRequest>
        where TResult : IMessage<TResult> =>
        routes.MapInternal(route, parser, async (request, context) =>
        {
            context.Response.ContentType = "application/x-protobuf";
            await foreach (var item in handle(request, context.RequestAborted))
            {
                await DelimitedMessages.WriteAsync(context.Response.Body, item, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });

    private static void MapInternal<TRequest>(
        this IEndpointRouteBuilder routes, string route, MessageParser<TRequest> parser, Func<TRequest, HttpContext, Task> handle)
        where TRequest : IMessage<TRequest>
    {
        var secret = routes.ServiceProvider.GetRequiredService<InternalSecret>();
        var address = routes.ServiceProvider.GetRequiredService<AdvertisedAddress>();
        routes.MapPost(route, async (HttpContext context) =>
        {
            if (context.Connection.LocalPort != address.InternalPort)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            if (!secret.Matches(context.Request.Headers[InternalSecret.Header]))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            try
            {
                await handle(await ReadAsync(context, parser), context);
            }
            catch (ChatException refusal) when (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ErrorCodes.HttpStatus(refusal.Code);
                context.Response.Headers[CodeHeader] = refusal.Code;
            }
        })
        // Past what is for clients: authentication, authorization, problem details.
        .ShortCircuit();
    }

    private static async Task<TRequest> ReadAsync<TRequest>(HttpContext context, MessageParser<TRequest> parser)
        where TRequest : IMessage<TRequest>
    {
        if (context.Request.ContentLength is not { } length || length > MaxRequest)
            throw new ChatException(ErrorCodes.TooLarge, "The internal request is too large.");

        using var body = new MemoryStream((int)length);
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            return parser.ParseFrom(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ChatException(ErrorCodes.BadRequest, "The internal request is no message of its kind.", exception);
        }
    }
}
