using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>
/// Bearer tokens: our own (HMAC, <c>Auth:SigningKey</c>), or those of an OpenID Connect authority (<c>Auth:Authority</c>,
/// <c>Auth:Audience</c>). On the hub's address the token may stand in the query, as SignalR sends it.
/// </summary>
public static class AuthenticationRegistration
{
    public static void AddChatAuthentication(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSingleton(TokenClaims.Of(configuration));
        builder.Services.AddSingleton(services => new TokenValidation(services, configuration));
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false });
            if (configuration["Auth:Authority"] is { Length: > 0 } authority)
            {
                options.Authority = authority;
                options.Audience = configuration["Auth:Audience"];
            }

            options.TokenValidationParameters = TokenValidation.Parameters(configuration);
            options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    if (context.Request.Path.StartsWithSegments(HubRoute.Path) && context.Request.Query["access_token"] is [{ Length: > 0 } token])
                        context.Token = token;
                    return Task.CompletedTask;
                },
                OnChallenge = async context =>
                {
                    context.HandleResponse();
                    await ProblemResponse.WriteAsync(context.HttpContext, ErrorCodes.BadToken, "A valid access token is needed.");
                },
            };
        });
    }
}
