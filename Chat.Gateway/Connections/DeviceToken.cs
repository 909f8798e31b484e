using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Authentication;

namespace Chat.Gateway.Connections;

/// <summary>A token that is valid but names no user and device is no token for the hub: 401, as any bad one.</summary>
public sealed class DeviceToken(RequestDelegate next, TokenClaims claims)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments(HubRoute.Path)
        && context.User.Identity is { IsAuthenticated: true }
        && Caller.Of(context.User, claims) is null
            ? context.ChallengeAsync()
            : next(context);
}
