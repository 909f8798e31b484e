using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Refusals;

/// <summary>
/// The one place where a refusal becomes what a client reads: a HubException of the form <c>code: sentence</c>. Runs
/// the method itself before its first await, so that the order of invocations stays the order of arrival.
/// </summary>
public sealed partial class HubRefusal(ILogger<HubRefusal> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var result = await next(invocationContext);
            return result is IAsyncEnumerable<Message> stream ? StreamAsync(stream, invocationContext.Context.ConnectionAborted) : result;
        }
        catch (Exception exception) when (exception is not HubException)
        {
            throw Translate(exception, invocationContext.Context.ConnectionAborted);
        }
    }

    private async IAsyncEnumerable<Message> StreamAsync(
        IAsyncEnumerable<Message> stream, CancellationToken aborted, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var items = stream.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                    yield break;
            }
            catch (Exception exception) when (exception is not HubException && !cancellation.IsCancellationRequested)
            {
                throw Translate(exception, aborted);
            }

            yield return items.Current;
        }
    }

    private HubException Translate(Exception exception, CancellationToken aborted)
    {
        if (exception is ChatException refusal)
            return new HubException($"{refusal.Code}: {refusal.Message}", exception);

        // What nobody foresaw: nothing is known of the outcome. A connection that ended takes its invocations with it.
        if (!aborted.IsCancellationRequested)
            LogFailed(logger, exception);
        return new HubException($"{ErrorCodes.Unavailable}: The server failed; nothing is known of the outcome.", exception);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An invocation failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
