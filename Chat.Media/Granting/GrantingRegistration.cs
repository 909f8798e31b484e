using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Limiting;

namespace Chat.Media.Granting;

internal static class GrantingRegistration
{
    public static void MapGranting(this RouteGroupBuilder media)
    {
        media.MapPost("", CreateMedia.HandleAsync).LimitedBy(Upload);
        media.MapPost("/{mediaId}/upload", RenewUpload.HandleAsync).LimitedBy(Upload);
    }

    private static IEnumerable<Charge> Upload(EndpointFilterInvocationContext request)
    {
        var limits = request.HttpContext.RequestServices.GetRequiredService<ChatLimits>();
        yield return new Charge(ClusterLimit.Media(limits), request.Arguments.OfType<ActiveCaller>().Single().User.ToString());
    }
}
