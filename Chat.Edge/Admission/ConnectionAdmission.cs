using System.Diagnostics.Metrics;
using System.Globalization;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Problems;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Edge.Admission;

/// <summary>
/// When a gateway dies, its devices come back at the rate that this edge lets in instead of all together: the others get
/// 503 <c>unavailable</c> with a <c>Retry-After</c>. A connection counts once: at its negotiation, or at its opening if it skips
/// that; requests of one that was negotiated carry its token and are not counted again.
/// </summary>
internal sealed class ConnectionAdmission(RequestDelegate next, AdmissionQueue queue)
{
    private static readonly Counter<long> Refused = ChatMetrics.Meter.CreateCounter<long>(
        "chat.edge.connects.refused", "{connection}", "New connections that were asked to come back later");

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsNewConnection(context.Request) || queue.Enter() is not { } seconds)
            return next(context);

        Refused.Add(1);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "Too many connect at this moment; try again later.");
    }

    private static bool IsNewConnection(HttpRequest request) =>
        request.Path.StartsWithSegments(HubRoute.Path)
        && (request.Path.StartsWithSegments(HubRoute.Negotiate) || !request.Query.ContainsKey(ConnectionToken.QueryParameter));
}
