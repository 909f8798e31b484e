using System.Diagnostics.Metrics;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.Routing;

internal static class RoutingMetrics
{
    /// <summary>By <c>kind</c>.</summary>
    public static readonly Counter<long> Events =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.events", "{event}", "Events that were routed");

    /// <summary>By <c>reason</c>: <c>old</c>, <c>members</c> (not to be had in time), <c>unknown</c> (a kind of a newer
    /// version), <c>failed</c> (a defect). A device learns of what it missed by the heads of its next heartbeat.</summary>
    public static readonly Counter<long> Skipped =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.events.skipped", "{event}", "Events that were not routed");

    /// <summary>Whom a push notification is for, once there are some.</summary>
    public static readonly Counter<long> Offline = ChatMetrics.Meter.CreateCounter<long>(
        "chat.delivery.recipients.offline", "{recipient}", "Recipients of messages without a connected device");

    public static readonly UpDownCounter<long> Waiting = ChatMetrics.Meter.CreateUpDownCounter<long>(
        "chat.delivery.events.waiting", "{event}", "Events that wait for the members of their chat, or for its earlier pushes");

    /// <summary>Its members may see some messages out of order, and repair that.</summary>
    public static readonly Counter<long> NotAwaited = ChatMetrics.Meter.CreateCounter<long>(
        "chat.delivery.crossings.unawaited", "{chat}", "Chats that went on in parts before their direct pushes were answered");

    public static void Count(Event e) => Events.Add(1, new KeyValuePair<string, object?>("kind", e.BodyCase.ToString()));
}
