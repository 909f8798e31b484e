using System.Text.Json;
using Chat.Checker;
using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Histories;

/// <summary>What a failing run leaves to look at: the anomalies, and the histories of the chats that they are in.</summary>
internal static class FailureFolder
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <param name="repeat">The command line that repeats the run.</param>
    public static async Task WriteAsync(
        string folder, string repeat, RecordedRun run, IReadOnlyList<Anomaly> anomalies, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "repeat.txt"), repeat + "\n", cancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "anomalies.txt"), anomalies.Select(anomaly => anomaly.ToString()), cancellationToken);

        var concerned = anomalies.Select(anomaly => anomaly.ChatId).ToHashSet();
        ChatHistory[] chats = [.. run.Chats.Where(chat => concerned.Contains(chat.ChatId))];
        foreach (var chat in chats)
        {
            var path = Path.Combine(folder, $"{chat.ChatId}.json");
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(chat, Format), cancellationToken);
        }

        var members = chats.SelectMany(chat => chat.Members.Select(member => member.UserId)).ToHashSet();
        foreach (var device in run.Devices.Where(device => members.Contains(device.UserId)))
        {
            var lines = device.Events
                .Where(happened => ChatOf(happened) is not { } chat || concerned.Contains(chat))
                .Select(happened => JsonSerializer.Serialize(happened, Format));
            await File.WriteAllLinesAsync(Path.Combine(folder, $"{device.UserId}-{device.DeviceId}.jsonl"), lines, cancellationToken);
        }
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
