using Chat.Contracts.Hub;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace Chat.Edge.Affinity;

/// <summary>
/// A request that carries a connection token belongs to the gateway that the token names, also while that one is
/// draining. A request without one (a negotiation, or a WebSocket that skips it) goes to any.
/// </summary>
internal sealed class ConnectionTokenAffinity : ISessionAffinityPolicy
{
    private const string PolicyName = "ConnectionToken";

    public static readonly SessionAffinityConfig Config = new()
    {
        Enabled = true,
        Policy = PolicyName,
        FailurePolicy = ConnectionGone.PolicyName,
        AffinityKeyName = ConnectionToken.QueryParameter,
    };

    public string Name => PolicyName;

    public AffinityResult FindAffinitizedDestinations(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations)
    {
        if (context.Request.Query[ConnectionToken.QueryParameter] is not [{ Length: > 0 } id])
            return new AffinityResult(null, AffinityStatus.AffinityKeyNotSet);
        if (!ConnectionToken.TryParse(id, out _, out var gateway))
            return new AffinityResult(null, AffinityStatus.AffinityKeyExtractionFailed);

        foreach (var destination in destinations)
        {
            if (destination.DestinationId == gateway)
                return new AffinityResult(destination, AffinityStatus.OK);
        }

        return new AffinityResult(null, AffinityStatus.DestinationNotFound);
    }

    /// <summary>The gateway has written its id into the negotiation's answer itself.</summary>
    public void AffinitizeResponse(HttpContext context, ClusterState cluster, SessionAffinityConfig config, DestinationState destination)
    {
    }
}
