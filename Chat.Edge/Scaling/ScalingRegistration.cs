using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Problems;
using StackExchange.Redis;

namespace Chat.Edge.Scaling;

/// <summary>
/// What the platform's scaler asks: <c>GET /scaling/gateway</c> answers how many connections there are at all gateways. To
/// whoever has not the key, and without a configured key to everybody, it is an unknown address.
/// </summary>
internal static class ScalingRegistration
{
    public static void AddScaling(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<InstanceLoads>();

    public static void MapScaling(this WebApplication app)
    {
        if (ScalingKey.Of(app.Configuration) is not { } key)
            return;

        var loads = app.Services.GetRequiredService<InstanceLoads>();
        // Any method: a 405 would tell that there is something.
        app.Map("/scaling/{service}", async (HttpContext context, string service) =>
        {
            var isTheScaler = key.Matches(context.Request.Headers[ScalingKey.Header]);
            if (isTheScaler && HttpMethods.IsGet(context.Request.Method) && service == ServiceNames.Gateway)
                await AnswerAsync(context, loads);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        });
    }

    private static async Task AnswerAsync(HttpContext context, InstanceLoads loads)
    {
        // A scaler that gets no number leaves everything as it is; one that got too low a number would take gateways away.
        if (await SumAsync(loads, context.RequestAborted) is { } connections)
            await context.Response.WriteAsJsonAsync(new GatewayLoad(connections), context.RequestAborted);
        else
            await ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "The number is not known at this moment.");
    }

    /// <returns>Null: not known.</returns>
    private static async Task<long?> SumAsync(InstanceLoads loads, CancellationToken cancellation)
    {
        try
        {
            return await loads.SumAsync(ServiceNames.Gateway, cancellation);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }

    private sealed record GatewayLoad(long Connections);
}
