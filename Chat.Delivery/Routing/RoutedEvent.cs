using System.Diagnostics;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Routing;

/// <param name="Trace">The span that the event belongs to; default if nobody traces.</param>
internal readonly record struct RoutedEvent(Event Event, Acknowledgement Acknowledgement, ActivityContext Trace);
