using System.Diagnostics;
using Chat.Client.Counting;
using Chat.Load.Replaying;

namespace Chat.Load.Reporting;

/// <summary>Compares every device's chats with the corpus and with the server's history, and adds up.</summary>
internal static class ReplayComparison
{
    public static async Task<ReplayReport> MakeAsync(
        ReplayRun run,
        IReadOnlyList<ReplayedRoom> rooms,
        IReadOnlyList<ReplayedDevice> devices,
        int users,
        TimeSpan took,
        TimeSpan cpuBefore,
        bool disturbed,
        CancellationToken cancellationToken)
    {
        var histories = new Dictionary<ReplayedRoom, Dictionary<long, int>>();
        var historyFaults = 0L;
        foreach (var room in rooms)
        {
            var (lineAt, faults) = await HistoryAsync(run, room, cancellationToken);
            histories.Add(room, lineAt);
            historyFaults += faults;
        }

        var all = default(DeviceComparison);
        foreach (var device in devices)
        {
            foreach (var (room, received) in device.Chats)
                all += DeviceComparison.Of(histories[room], received);
        }

        var counts = devices.Select(device => device.Counts).ToArray();
        return new ReplayReport
        {
            Rooms = rooms.Count,
            Users = users,
            Devices = devices.Count,
            DevicesThatWereAway = devices.Count(device => device.WasAway),
            Lines = rooms.Sum(room => (long)room.Lines.Count),
            Sent = run.Acked,
            HistoryFaults = historyFaults,
            Delivered = all.Delivered,
            Lost = all.Lost,
            Duplicated = all.Duplicated,
            OutOfOrder = all.OutOfOrder,
            Foreign = all.Foreign,
            PushedLive = counts.Sum(count => count.Pushed),
            Replayed = counts.Sum(count => count.Replayed),
            Repaired = counts.Sum(count => count.Repaired),
            Repeated = counts.Sum(count => count.Repeated),
            DevicesNotByOnePushEach = devices.Count(device => !device.WasAway && !GotOnePushEach(device)),
            Seconds = Math.Round(took.TotalSeconds, 2),
            SentPerSecond = Math.Round(run.Acked / took.TotalSeconds, 1),
            DeliveredPerSecond = Math.Round(all.Delivered / took.TotalSeconds, 1),
            AckP50Ms = run.Ack.Quantile(0.5),
            AckP99Ms = run.Ack.Quantile(0.99),
            DeliveryP50Ms = run.Delivery.Quantile(0.5),
            DeliveryP99Ms = run.Delivery.Quantile(0.99),
            OwnCpuSeconds = Math.Round((Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalSeconds, 1),
            Disturbed = disturbed,
        };
    }

    /// <summary>Everything but its own sends by push, and nothing in any other way.</summary>
    private static bool GotOnePushEach(ReplayedDevice device)
    {
        var others = device.Chats.Sum(chat => (long)chat.Room.SentFrom.Count(from => from is not null && from != device));
        return device.Counts == new WireCounts(Pushed: others, Replayed: 0, Repaired: 0, Repeated: 0, Refused: 0);
    }

    private static async Task<(Dictionary<long, int> LineAt, long Faults)> HistoryAsync(
        ReplayRun run, ReplayedRoom room, CancellationToken cancellationToken)
    {
        var account = room.Speakers.First().Devices[0].Account;
        var history = await ServerHistory.ReadAsync(account, room.Chat, cancellationToken);
        var lineAt = new Dictionary<long, int>();
        var faults = 0L;
        foreach (var message in history)
        {
            var line = run.LineOf(message) is { } found && found.Room == room.Number ? found.Line : -1;
            // Sent one after another, line n (from 0) is at seq n + 1, and with the corpus's text.
            if (line != message.Seq - 1 || !message.Ciphertext.AsSpan().SequenceEqual(room.Lines[line].Text))
                faults++;
            lineAt[message.Seq] = line;
        }

        faults += room.Acked.Where((seq, line) => seq != 0 && lineAt.GetValueOrDefault(seq, -1) != line).LongCount();
        return (lineAt, faults);
    }
}
