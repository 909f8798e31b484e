using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Chat.Edge.Forwarding;

/// <summary>
/// New work goes to the less busy of two that are taken at random from the usable ones: not draining, not suspected. If
/// that is nobody, from all. (Connections that exist stay with their instance: they are not balanced.)
/// </summary>
internal sealed class UsableTwoChoices(Upstreams upstreams) : ILoadBalancingPolicy
{
    public const string PolicyName = "UsableTwoChoices";

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var candidates = Usable(cluster.ClusterId, availableDestinations);
        if (candidates.Count == 0)
            return null;

        var first = Random.Shared.Next(candidates.Count);
        if (candidates.Count == 1)
            return candidates[first];

        var second = (first + 1 + Random.Shared.Next(candidates.Count - 1)) % candidates.Count;
        return candidates[first].ConcurrentRequestCount <= candidates[second].ConcurrentRequestCount ? candidates[first] : candidates[second];
    }

    private IReadOnlyList<DestinationState> Usable(string cluster, IReadOnlyList<DestinationState> available)
    {
        var usable = upstreams.Of(cluster).Usable;
        if (usable.Count == upstreams.Of(cluster).All.Count)
            return available;

        var ids = usable.Select(instance => instance.Id).ToHashSet();
        var chosen = available.Where(destination => ids.Contains(destination.DestinationId)).ToArray();
        return chosen.Length > 0 ? chosen : available;
    }
}
