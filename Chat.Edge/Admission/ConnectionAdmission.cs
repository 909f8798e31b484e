using System.Globalization;
using System.Threading.RateLimiting;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace Chat.Edge.Admission;

/// <summary>
/// New connections are let in by a token bucket of this edge: <c>Edge:ConnectsPerSecond</c> (1,000), twice as many at
/// once. When a gateway dies, its devices come back spread over time instead of all together: the others get 429
/// <c>rate-limited</c> with a <c>Retry-After</c> of 1 to 10 s. Connections that exist are not counted again.
/// </summary>
internal static class ConnectionAdmission
{
    public const string Policy = "connections";

    private const int MaxRetryAfter = 10;

    public static void AddConnectionAdmission(this IHostApplicationBuilder builder)
    {
        var rate = builder.Configuration.GetValue("Edge:ConnectsPerSecond", 1_000);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = RefuseAsync;
            limiter.AddPolicy(Policy, context => IsNewConnection(context.Request)
                ? RateLimitPartition.GetTokenBucketLimiter(true, _ => Bucket(rate))
                : RateLimitPartition.GetNoLimiter(false));
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int rate) => new()
    {
        TokenLimit = 2 * rate,
        TokensPerPeriod = Math.Max(1, rate / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    };

    private static bool IsNewConnection(HttpRequest request) =>
        request.Path.StartsWithSegments(HubRoute.Negotiate) || !request.Query.ContainsKey(ConnectionToken.QueryParameter);

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var context = rejected.HttpContext;
        context.Response.Headers.RetryAfter = Random.Shared.Next(1, MaxRetryAfter + 1).ToString(CultureInfo.InvariantCulture);
        await ProblemResponse.WriteAsync(context, ErrorCodes.RateLimited, "Too many connect at this moment; try again later.");
    }
}
