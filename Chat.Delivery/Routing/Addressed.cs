using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <summary>An event with its recipients, before it is known where they are connected.</summary>
/// <param name="ToOpened">Besides, it is for all connections that have the chat open.</param>
internal readonly record struct Addressed(RoutedEvent Routed, IReadOnlyList<Member> Recipients, bool ToOpened = false);
