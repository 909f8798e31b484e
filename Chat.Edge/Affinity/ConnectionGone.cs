using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace Chat.Edge.Affinity;

/// <summary>
/// The gateway that held the connection is gone, and the connection with it: 404, as SignalR answers for a connection
/// that it does not know. No other gateway could serve it; the client negotiates anew.
/// </summary>
internal sealed class ConnectionGone : IAffinityFailurePolicy
{
    public const string PolicyName = "ConnectionGone";

    public string Name => PolicyName;

    public async Task<bool> Handle(HttpContext context, ClusterState cluster, AffinityStatus affinityStatus)
    {
        await ProblemResponse.WriteAsync(context, ErrorCodes.NotFound, "This connection is gone; negotiate again.");
        return false;
    }
}
