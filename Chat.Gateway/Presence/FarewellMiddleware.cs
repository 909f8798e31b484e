using Chat.Contracts.Hub;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.Gateway.Presence;

/// <summary>Sees, of the hub's requests, what shows a goodbye. Behind <c>UseWebSockets</c> and authorization.</summary>
public sealed class FarewellMiddleware(RequestDelegate next, PollingFarewells polling)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == HubRoute.Path)
        {
            if (context.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true } sockets)
                context.Features.Set<IHttpWebSocketFeature>(new WebSocketCapture(sockets));
            else if (HttpMethods.IsDelete(context.Request.Method))
                polling.Deleting(context);
        }

        return next(context);
    }
}
