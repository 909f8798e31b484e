using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Users;
using Chat.ServiceDefaults.Limiting;

namespace Chat.Messaging.Limiting;

/// <summary>What a request takes of the cluster's limits. A request whose owner is not known takes nothing.</summary>
public sealed class RestLimits(ChatLimits limits)
{
    private readonly ClusterLimit _chats = ClusterLimit.Chats(limits);
    private readonly ClusterLimit _members = ClusterLimit.Members(limits);
    private readonly ClusterLimit _signIns = ClusterLimit.SignIns(limits);
    private readonly ClusterLimit _signUps = ClusterLimit.SignUps(limits);
    private readonly ClusterLimit _tokens = ClusterLimit.Tokens(limits);

    /// <summary>Of a request whose arguments are bound.</summary>
    public delegate IEnumerable<Charge> ChargesOf(RestLimits limits, EndpointFilterInvocationContext request);

    public static IEnumerable<Charge> Creation(RestLimits limits, EndpointFilterInvocationContext request)
    {
        var caller = Argument<ActiveCaller>(request).User.ToString();
        yield return new Charge(limits._chats, caller);
        yield return new Charge(limits._members, caller, Argument<JsonBody<CreateChatRequest>>(request).Value.Members?.Count ?? 0);
    }

    public static IEnumerable<Charge> Addition(RestLimits limits, EndpointFilterInvocationContext request)
    {
        var users = Argument<JsonBody<AddMembersRequest>>(request).Value.UserIds?.Count ?? 0;
        yield return new Charge(limits._members, Argument<ActiveCaller>(request).User.ToString(), users);
    }

    public static IEnumerable<Charge> SignUp(RestLimits limits, EndpointFilterInvocationContext request) => ByAddress(limits._signUps, request);

    public static IEnumerable<Charge> Refresh(RestLimits limits, EndpointFilterInvocationContext request) => ByAddress(limits._tokens, request);

    public static IEnumerable<Charge> SignIn(RestLimits limits, EndpointFilterInvocationContext request)
    {
        // What no user is called is refused before anything is looked up, and is no key.
        if (Argument<JsonBody<CreateTokenRequest>>(request).Value.UserName is { } name && UserNames.IsAllowed(name))
            yield return new Charge(limits._signIns, UserNames.Key(name));
        foreach (var charge in ByAddress(limits._tokens, request))
            yield return charge;
    }

    private static IEnumerable<Charge> ByAddress(ClusterLimit limit, EndpointFilterInvocationContext request)
    {
        if (ClientAddress.Of(request.HttpContext) is { } address)
            yield return new Charge(limit, address);
    }

    private static T Argument<T>(EndpointFilterInvocationContext request) => request.Arguments.OfType<T>().Single();
}
