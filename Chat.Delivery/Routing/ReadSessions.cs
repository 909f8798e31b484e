using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Routing;

/// <summary>Reads the sessions of all these users from the registry, in one pipelined read.</summary>
internal delegate Task<IReadOnlyList<Session>> ReadSessions(IReadOnlyCollection<UserId> users, CancellationToken cancellation);
