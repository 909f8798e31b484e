using Chat.Load.Verifying;

namespace Chat.Load.Replaying;

/// <summary>
/// Sends the lines: rooms side by side, in a room each line when the one before has its ACK. So the corpus's order is the
/// chat's order, and the n-th line must be at seq n.
/// </summary>
internal sealed class RoomSending(ReplayRun run, Pace? pace, AckLog? acks)
{
    public Task SendAllAsync(IEnumerable<ReplayedRoom> rooms, CancellationToken cancellationToken) =>
        Task.WhenAll(rooms.Select(room => SendAsync(room, cancellationToken)));

    private async Task SendAsync(ReplayedRoom room, CancellationToken cancellationToken)
    {
        for (var line = 0; line < room.Lines.Count; line++)
        {
            if (pace is not null)
                await pace.NextAsync(cancellationToken);
            var device = room.SenderOf(line).NextToSpeak();
            var at = run.Time.GetTimestamp();
            room.Sending(line, device, at);
            var id = LineId.Write(run.Number, room.Number, line);
            var ack = await device.SendAsync(room.Chat, room.Lines[line].Text, id, cancellationToken);
            run.AckCame(run.Time.GetElapsedTime(at));
            room.Acked[line] = ack.Seq;
            if (acks is not null)
                await acks.WriteAsync(ack, room.Lines[line].Text, cancellationToken);
        }
    }
}
