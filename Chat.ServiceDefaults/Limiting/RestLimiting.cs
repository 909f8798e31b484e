using System.Globalization;
using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>Refuses what is too much: 429 <c>rate-limited</c>, with <c>Retry-After</c> in whole seconds.</summary>
public static class RestLimiting
{
    /// <summary>Counted when the request has been read and its caller is known, before anything is done. What is taken from
    /// one limit stays taken when another one refuses.</summary>
    /// <param name="charges">Of a request whose arguments are bound.</param>
    public static RouteHandlerBuilder LimitedBy(
        this RouteHandlerBuilder endpoint, Func<EndpointFilterInvocationContext, IEnumerable<Charge>> charges) =>
        endpoint.AddEndpointFilter(async (request, next) =>
        {
            var context = request.HttpContext;
            var limiter = context.RequestServices.GetRequiredService<ClusterLimiter>();
            foreach (var (limit, id, cost) in charges(request))
            {
                if (await limiter.TakeAsync(limit, id, cost, context.RequestAborted) is not { } wait)
                    continue;

                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await ProblemResponse.WriteAsync(context, ErrorCodes.RateLimited, $"Too many {limit.What}; try again later.");
                return Results.Empty;
            }

            return await next(request);
        });
}
