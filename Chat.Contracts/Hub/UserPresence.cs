using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>Whether a user is there: the event <c>Presence</c>, the answer of <c>WatchPresence</c>, and over REST.</summary>
/// <param name="Status">One of <see cref="PresenceStatus"/>.</param>
/// <param name="LastSeen">When the last device went; absent while there is one, if it is not known, or not for the asker.</param>
public sealed record UserPresence(UserId UserId, string Status, WireTime? LastSeen);
