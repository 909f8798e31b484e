using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>WatchPresence</c> and <c>UnwatchPresence</c>: at most <see cref="Limits.MaxWatched"/>.</summary>
public sealed record WatchRequest(IReadOnlyList<UserId>? UserIds);
