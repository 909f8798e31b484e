using System.Collections.Concurrent;
using Chat.ServiceDefaults.Instances;

namespace Chat.Edge.Draining;

/// <summary>The connections to gateways that go through this edge now. What else is forwarded ends by itself.</summary>
internal sealed class ForwardedConnections
{
    private readonly ConcurrentDictionary<HttpContext, bool> _all = new();

    /// <summary>Of those who leave and him who cuts: a context that has ended throws, or is another request's by then.</summary>
    private readonly Lock _leaving = new();

    public int Count => _all.Count;

    public IEnumerable<HttpContext> All => _all.Select(entry => entry.Key);

    /// <summary>In the proxy's pipeline.</summary>
    public async Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsConnection(context))
        {
            await next(context);
            return;
        }

        _all[context] = true;
        try
        {
            await next(context);
        }
        finally
        {
            lock (_leaving)
                _all.TryRemove(context, out _);
        }
    }

    /// <summary>Cuts it off, if it is there still.</summary>
    public void Cut(HttpContext context)
    {
        lock (_leaving)
        {
            if (_all.ContainsKey(context))
                context.Abort();
        }
    }

    /// <summary>A WebSocket (over HTTP/2 it is a CONNECT), a stream of events, or a long poll.</summary>
    private static bool IsConnection(HttpContext context) =>
        context.GetReverseProxyFeature().Cluster.Config.ClusterId == ServiceNames.Gateway
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method));
}
