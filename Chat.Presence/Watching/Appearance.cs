using Chat.Contracts.Internal;

namespace Chat.Presence.Watching;

/// <summary>A user as somebody sees it.</summary>
/// <param name="LastSeen">Unix milliseconds; 0: there, not known, or not to be seen.</param>
internal readonly record struct Appearance(bool Online, long LastSeen)
{
    public static readonly Appearance Gone = new(Online: false, 0);

    /// <summary>What was told when it is not known whether it arrived: no user looks so.</summary>
    public static readonly Appearance Uncertain = new(Online: true, -1);

    public PresenceState Write(long user) => new() { UserId = user, Online = Online, LastSeen = LastSeen };
}
