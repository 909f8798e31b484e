namespace Chat.Contracts.Internal;

/// <summary>
/// Calls between services: protobuf over HTTP/2, on the port that an instance advertises with its lease, with the
/// services' shared secret. None is reachable through the edge.
/// </summary>
public static class InternalRoutes
{
    public const string Write = "/internal/write";
    public const string Sync = "/internal/sync";
    public const string Heads = "/internal/heads";
    public const string Devices = "/internal/devices";
    public const string Members = "/internal/members";
    public const string Republish = "/internal/republish";
    public const string Push = "/internal/push";
    public const string Close = "/internal/close";
    public const string Membership = "/internal/membership";
    public const string Typing = "/internal/typing";
    public const string PresenceReport = "/internal/presence/report";
    public const string PresenceRead = "/internal/presence/read";
    public const string PresenceChanges = "/internal/presence/changes";
    public const string PresenceRecheck = "/internal/presence/recheck";
    public const string Visibility = "/internal/visibility";
    public const string LastSeen = "/internal/last-seen";
    public const string MediaClaim = "/internal/media/claim";
    public const string MediaVisible = "/internal/media/visible";
    public const string MediaCarried = "/internal/media/carried";
}
