using Chat.ServiceDefaults.Limiting;

namespace Chat.Messaging.Limiting;

public static class MessagingLimiting
{
    public static void AddRestLimits(this WebApplicationBuilder builder)
    {
        builder.AddChatLimits();
        builder.Services.AddSingleton<RestLimits>();
    }

    /// <inheritdoc cref="RestLimiting.LimitedBy"/>
    public static void LimitedBy(this RouteHandlerBuilder endpoint, RestLimits.ChargesOf charges) =>
        endpoint.LimitedBy(request => charges(request.HttpContext.RequestServices.GetRequiredService<RestLimits>(), request));
}
