using Chat.Checker.Indexing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Checker.Policies;

/// <summary>
/// A <c>Receipt</c> lower than one before it of the same member and type on the same connection; or the server's
/// <c>readSeq</c> or <c>deliveredSeq</c> lower than a receipt that any device saw (READ implies DELIVERED). Yields to
/// nothing.
/// </summary>
internal sealed class WatermarksBack : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) => OnConnections(run).Concat(run.Chats.SelectMany(chat => InChat(run, chat)));

    private static IEnumerable<Anomaly> OnConnections(RunIndex run)
    {
        foreach (var device in run.Devices)
        {
            var highest = new Dictionary<(ChatId, UserId, ReceiptType), long>();
            foreach (var recorded in device.History.Events)
            {
                if (recorded is Connected or Disconnected or Started)
                    highest.Clear();
                if (recorded is not ReceiptSeen seen)
                    continue;

                var before = highest.GetValueOrDefault((seen.ChatId, seen.UserId, seen.Type));
                highest[(seen.ChatId, seen.UserId, seen.Type)] = Math.Max(before, seen.Seq);
                if (seen.Seq < before)
                {
                    yield return new Anomaly(
                        AnomalyKind.WatermarkBack,
                        seen.ChatId,
                        device.History.UserId,
                        device.History.DeviceId,
                        seen.Seq,
                        null,
                        $"{seen.Type} of {seen.UserId} at {seen.Seq} after {before} on this connection");
                }
            }
        }
    }

    private static IEnumerable<Anomaly> InChat(RunIndex run, ChatIndex chat)
    {
        foreach (var state in chat.History.States)
        {
            var seen = run.WatermarksOf(chat.Id, state.UserId);
            if (state.ReadSeq < seen.SeenRead)
                yield return InChat(chat, state, state.ReadSeq, $"readSeq {state.ReadSeq}, though READ {seen.SeenRead} was seen");
            if (state.DeliveredSeq < seen.SeenDelivered)
            {
                yield return InChat(
                    chat, state, state.DeliveredSeq, $"deliveredSeq {state.DeliveredSeq}, though {seen.SeenDelivered} was seen");
            }
        }
    }

    private static Anomaly InChat(ChatIndex chat, MemberState state, long seq, string detail) =>
        new(AnomalyKind.WatermarkBack, chat.Id, state.UserId, null, seq, null, detail);
}
