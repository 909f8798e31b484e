using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Internal;

public sealed partial class PresenceState
{
    /// <summary>As a client sees it.</summary>
    public UserPresence ToPresence() => new(
        new UserId(UserId), Online ? PresenceStatus.Online : PresenceStatus.Offline, LastSeen > 0 ? new WireTime(LastSeen) : null);
}
