using Chat.Checker;
using Chat.Checker.Storing;
using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Histories;

/// <summary>What a failing run leaves to look at: the anomalies, and the histories of the chats that they are in, as a recorded
/// run that can be read and checked again.</summary>
internal static class FailureFolder
{
    /// <param name="folder">Of this run alone; what an earlier one of its name left goes.</param>
    /// <param name="repeat">The command line that repeats the run.</param>
    public static async Task WriteAsync(
        string folder, string repeat, RecordedRun run, IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await RecordedRunFolder.WriteAsync(Concerned(run, anomalies), folder, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "repeat.txt"), repeat + "\n", cancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "anomalies.txt"), anomalies.Select(anomaly => anomaly.ToString()), cancellationToken);
    }

    private static RecordedRun Concerned(RecordedRun run, IReadOnlyList<Anomaly> anomalies)
    {
        var concerned = anomalies.Select(anomaly => anomaly.ChatId).ToHashSet();
        ChatHistory[] chats = [.. run.Chats.Where(chat => concerned.Contains(chat.ChatId))];
        var members = chats.SelectMany(chat => chat.Members.Select(member => member.UserId)).ToHashSet();
        return run with
        {
            Chats = chats,
            Devices =
            [
                .. run.Devices.Where(device => members.Contains(device.UserId)).Select(device => device with
                {
                    Events = [.. device.Events.Where(happened => ChatOf(happened) is not { } chat || concerned.Contains(chat))],
                }),
            ],
        };
    }

    private static ChatId? ChatOf(DeviceEvent happened) => happened switch
    {
        SendStarted send => send.ChatId,
        SendAcked ack => ack.ChatId,
        SendRefused refused => refused.ChatId,
        MessageApplied applied => applied.ChatId,
        ReceiptSeen seen => seen.ChatId,
        ReadMarked marked => marked.ChatId,
        _ => null,
    };
}
