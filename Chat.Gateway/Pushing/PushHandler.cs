using System.Diagnostics.Metrics;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Opening;
using Chat.Gateway.Typing;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Gateway.Pushing;

/// <summary>Writes Delivery's batches to the connections, each push serialized once. Writing never waits: a connection
/// that does not keep up has its own queue.</summary>
public sealed class PushHandler(ConnectionTable table, OpenedChats opened, HeadsComparison heads, TimeProvider time)
{
    private static readonly Histogram<double> Latency =
        ChatMetrics.Meter.CreateHistogram<double>("chat.delivery.latency", "ms", "From the acceptance of an event to its push");

    private readonly PushNumbers _numbers = new(time);

    // One batch at a time: a source's batches must not mix, and its numbers are read and moved in one step.
    private readonly Lock _lock = new();

    public PushResult Handle(PushBatch batch)
    {
        var result = new PushResult();
        lock (_lock)
        {
            var verdict = _numbers.Take(batch.Source, batch.Number);
            if (verdict == PushNumbers.Verdict.Jump)
                opened.Suspend();
            foreach (var push in batch.Pushes)
                Write(push, verdict == PushNumbers.Verdict.Repeated, result);
            if (verdict == PushNumbers.Verdict.Jump)
                heads.AskAll();
        }

        return result;
    }

    private void Write(Push push, bool repeated, PushResult result)
    {
        Action<ClientConnection>? write = null;
        foreach (var id in push.ConnectionIds)
        {
            if (table.Find(id) is { } connection)
            {
                if (repeated)
                    continue;
                (write ??= WriterOf(push))(connection);
                if (IsRemovalOf(push, connection.Caller.User))
                    opened.Close(connection, new ChatId(push.ChatId));
            }
            else if (table.IsStale(id))
            {
                result.UnknownConnectionIds.Add(id);
            }
        }

        if (push.ToOpened && !repeated)
            WriteToOpened(push, ref write);
        if (write is not null && push.AcceptedAt > 0)
            Latency.Record(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - push.AcceptedAt));
    }

    private void WriteToOpened(Push push, ref Action<ClientConnection>? write)
    {
        foreach (var entry in opened.Of(new ChatId(push.ChatId)))
        {
            var connection = entry.Connection;
            var named = push.ConnectionIds.Count > 0 && connection.Session is { } session && push.ConnectionIds.Contains(session.ConnectionId);
            if (named || push.Message?.DeviceId == connection.Caller.Device.Value)
                continue;

            // The one thing that differs from member to member.
            if (push.BodyCase == Push.BodyOneofCase.ChatChanged && push.ChatChanged.FirstSeq != entry.FirstSeq)
            {
                push.ChatChanged.FirstSeq = entry.FirstSeq;
                write = null;
            }

            (write ??= WriterOf(push))(connection);
        }
    }

    private static bool IsRemovalOf(Push push, UserId user) =>
        push.ChatChanged is { Change: ChatChange.MemberRemoved } change && change.UserId == user.Value;

    private static Action<ClientConnection> WriterOf(Push push)
    {
        switch (push.BodyCase)
        {
            case Push.BodyOneofCase.Message:
                var (chat, seq, message) = (new ChatId(push.Message.ChatId), push.Message.Seq, Frame.Of(push.Message.ToMessage()));
                return connection => connection.PushMessage(chat, seq, message);
            case Push.BodyOneofCase.Close:
                var reason = push.Close.Reason;
                return connection => connection.Close(reason, ClosePolicy.RetryAfter(reason));
            case Push.BodyOneofCase.Watermark:
                return Sending(Frame.Of(ReceiptOf(push)));
            case Push.BodyOneofCase.ChatChanged:
                return Sending(Frame.Of(ChangeOf(push)));
            case Push.BodyOneofCase.Typing:
                return Offering(Frame.Of(TypingOf(push)));
            default:
                // A later version's kind: heads bring what it is about.
                return static _ => { };
        }
    }

    private static Action<ClientConnection> Sending(Frame frame) => connection => connection.Push(frame);

    private static Action<ClientConnection> Offering(Frame frame) => connection =>
    {
        if (!connection.TryPush(frame))
            TypingMetrics.Dropped.Add(1, new KeyValuePair<string, object?>("reason", "slow-connection"));
    };

    private static Contracts.Hub.Typing TypingOf(Push push) =>
        new(new ChatId(push.ChatId), new UserId(push.Typing.UserId), push.Typing.Typing);

    private static Receipt ReceiptOf(Push push) => new(
        new ChatId(push.ChatId), new UserId(push.Watermark.UserId), ((ReceiptType)push.Watermark.Type).ToString(),
        push.Watermark.Seq, new WireTime(push.Watermark.At));

    private static ChatChanged ChangeOf(Push push) => new(
        new ChatId(push.ChatId), push.ChatChanged.Version, push.ChatChanged.FirstSeq, push.ChatChanged.Change,
        push.ChatChanged.UserId == 0 ? null : new UserId(push.ChatChanged.UserId));
}
