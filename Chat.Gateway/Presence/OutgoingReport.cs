using Chat.Contracts.Internal;

namespace Chat.Gateway.Presence;

/// <summary>A report on its way, and what has to be marked again if it does not arrive.</summary>
public sealed record OutgoingReport(ReplicaLink Link, PresenceReport Report, HashSet<long> Users, HashSet<long> Watches);
