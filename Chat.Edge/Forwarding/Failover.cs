using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace Chat.Edge.Forwarding;

/// <summary>
/// A request that did not reach its destination goes to another one, once: any request that the destination has not
/// seen, and reads also when they broke off. The destination is suspected, so that the next requests go elsewhere at once. What
/// still fails is answered as <c>unavailable</c> with a <c>Retry-After</c>, instead of a bare 502 or 504.
/// </summary>
internal sealed class Failover(RequestDelegate next, Upstreams upstreams)
{
    /// <summary>Seconds, with as much again at random: many who failed together must not come back together.</summary>
    private const int RetryAfter = 1;

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (FailureOf(context) is not { } failure)
            return;

        if (TakeAnotherDestination(context, failure))
        {
            await next(context);
            if (FailureOf(context) is null)
                return;
        }

        context.Response.Clear();
        context.Response.Headers.RetryAfter = Random.Shared.Next(RetryAfter, (2 * RetryAfter) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "Nobody is there to answer; nothing is known of the outcome.");
    }

    /// <summary>Null: it was answered, or the client is at fault or gone.</summary>
    private static IForwarderErrorFeature? FailureOf(HttpContext context) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && context.GetForwarderErrorFeature() is { } failure
        && failure.Error is not (ForwarderError.RequestBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient)
            ? failure
            : null;

    private bool TakeAnotherDestination(HttpContext context, IForwarderErrorFeature failure)
    {
        var proxy = context.GetReverseProxyFeature();
        if (proxy.ProxiedDestination is not { } failed)
            return false;

        var unseen = IsConnectFailure(failure.Exception);
        if (unseen)
            upstreams.Suspect(proxy.Cluster.Config.ClusterId, failed.DestinationId);
        if (!unseen && !(HttpMethods.IsGet(context.Request.Method) && failure.Error == ForwarderError.Request))
            return false;

        // A request of a connection that the failed one held finds no other: its affinity says so.
        proxy.AvailableDestinations = [.. proxy.AllDestinations.Where(destination => destination != failed)];
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        return true;
    }

    /// <summary>Refused, unreachable, or no answer within the connect timeout: nothing was sent.</summary>
    private static bool IsConnectFailure(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => true,
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
