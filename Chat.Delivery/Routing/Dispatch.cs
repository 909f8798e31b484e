using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Pushing;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Routing;

/// <summary>Turns an event and its recipients' sessions into one push for each gateway, and hands it to the gateway's pump.</summary>
internal sealed class Dispatch(GatewayPumps pumps)
{
    /// <summary>A connection of a revoked device that was registered this much later than the revocation was accepted
    /// still passed its check before it; what is later is a new sign-in.</summary>
    private static readonly TimeSpan RevocationReach = TimeSpan.FromMinutes(1);

    /// <param name="opened">The gateways that have the chats open whose events are for those; null if there are none.</param>
    public void Send(Addressed addressed, SessionsByUser sessions, ILookup<ChatId, string>? opened)
    {
        var e = addressed.Routed.Event;
        var parts = new List<Part>(2);
        var offline = 0;
        foreach (var recipient in addressed.Recipients)
        {
            var connected = false;
            for (var place = sessions.First(recipient.User); place >= 0; place = sessions.Next(place))
            {
                var session = sessions.At(place);
                // Without a lease its sessions are dead.
                if (pumps.Find(session.Gateway) is not { } pump)
                    continue;

                connected = true;
                if (IsFor(e, session))
                    PartOf(parts, pump, FirstSeqOf(e, recipient.FirstSeq)).Sessions.Add(session);
            }

            if (!connected && !IsSender(e, recipient.User))
                offline++;
        }

        if (addressed.ToOpened)
            AddOpened(parts, opened![new ChatId(e.ChatId)]);
        foreach (var part in parts)
            part.Pump.Add(new PushItem(PushOf(e, part), part.Sessions, addressed.Routed.Acknowledgement, addressed.Routed.Trace));
        if (offline > 0 && e.BodyCase == Event.BodyOneofCase.Message && e.Message.Kind == (int)MessageKind.Message)
            RoutingMetrics.Offline.Add(offline);
    }

    private void AddOpened(List<Part> parts, IEnumerable<string> gateways)
    {
        foreach (var gateway in gateways)
        {
            if (pumps.Find(gateway) is { } pump)
                parts.Add(new Part(pump, 0, [], ToOpened: true));
        }
    }

    private static bool IsFor(Event e, Session session) => e.BodyCase switch
    {
        Event.BodyOneofCase.Message => session.Device.Value != e.Message.DeviceId,
        Event.BodyOneofCase.Watermark => session.Device.Value != e.Watermark.DeviceId,
        Event.BodyOneofCase.DeviceRevoked => session.Device.Value == e.DeviceRevoked.DeviceId
            && session.ConnectionId / 1000 <= e.AcceptedAt + (long)RevocationReach.TotalMilliseconds,
        _ => true,
    };

    private static bool IsSender(Event e, UserId user) =>
        e.BodyCase == Event.BodyOneofCase.Message && e.Message.SenderId == user.Value;

    /// <summary>What a gateway is told once for many connections differs by the recipient only here.</summary>
    private static long FirstSeqOf(Event e, long firstSeq) => e.BodyCase == Event.BodyOneofCase.Membership ? firstSeq : 0;

    private static Part PartOf(List<Part> parts, GatewayPump pump, long firstSeq)
    {
        foreach (var part in parts)
        {
            if (part.Pump == pump && part.FirstSeq == firstSeq)
                return part;
        }

        parts.Add(new Part(pump, firstSeq, []));
        return parts[^1];
    }

    private static Push PushOf(Event e, Part part)
    {
        var push = new Push { ChatId = e.ChatId, AcceptedAt = e.AcceptedAt, ToOpened = part.ToOpened };
        foreach (var session in part.Sessions)
            push.ConnectionIds.Add(session.ConnectionId);
        switch (e.BodyCase)
        {
            case Event.BodyOneofCase.Message:
                push.Message = e.Message;
                break;
            case Event.BodyOneofCase.Watermark:
                push.Watermark = e.Watermark;
                break;
            case Event.BodyOneofCase.Membership:
                var change = e.Membership;
                push.ChatChanged = new ChatChangedPush
                {
                    Version = change.Version, FirstSeq = part.FirstSeq, Change = change.Change, UserId = change.UserId,
                };
                break;
            case Event.BodyOneofCase.DeviceRevoked:
                push.Close = new ConnectionClose { Reason = CloseReasons.DeviceRevoked };
                break;
            default:
                throw new InvalidOperationException($"{e.BodyCase} has no push.");
        }

        return push;
    }

    private sealed record Part(GatewayPump Pump, long FirstSeq, List<Session> Sessions, bool ToOpened = false);
}
