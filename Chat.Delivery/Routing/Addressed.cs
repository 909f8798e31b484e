using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <summary>An event with its recipients, before it is known where they are connected.</summary>
internal readonly record struct Addressed(RoutedEvent Routed, IReadOnlyList<Member> Recipients);
