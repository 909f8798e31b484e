using Chat.Messaging.Limiting;

namespace Chat.Messaging.Tokens;

/// <summary>The built-in tokens. With an authority of one's own (<c>Auth:Authority</c>) there are none.</summary>
public static class TokenEndpoints
{
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["Auth:Authority"]))
            builder.Services.AddSingleton<TokenIssuer>();
    }

    public static void MapTokens(this WebApplication app)
    {
        if (!string.IsNullOrEmpty(app.Configuration["Auth:Authority"]))
            return;
        app.MapPost("/api/tokens", SignIn.HandleAsync).LimitedBy(RestLimits.SignIn);
        app.MapPost("/api/tokens/refresh", Refresh.HandleAsync).LimitedBy(RestLimits.Refresh);
    }
}
