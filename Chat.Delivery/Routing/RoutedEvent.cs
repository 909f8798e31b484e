using System.Diagnostics;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <param name="Trace">The span that the event belongs to; default if nobody traces.</param>
/// <param name="Recipients">Those of a part; null: they follow from the chat's members.</param>
/// <param name="Gathered">It tells the others of a large chat of changes; those concerned have been told.</param>
internal readonly record struct RoutedEvent(
    Event Event,
    Acknowledgement Acknowledgement,
    ActivityContext Trace,
    IReadOnlyList<Member>? Recipients = null,
    bool Gathered = false);
