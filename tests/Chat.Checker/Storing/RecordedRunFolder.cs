using System.Globalization;
using System.Text.Json;

namespace Chat.Checker.Storing;

/// <summary>
/// A run as files of JSON lines, to be read with grep and checked again later: <c>server.jsonl</c>, and for each device
/// <c>0001-d_….jsonl</c>, numbered in the order of the run.
/// </summary>
public static class RecordedRunFolder
{
    private const string ServerFile = "server.jsonl";
    private const string DeviceFiles = "*-d_*.jsonl";

    /// <summary>Creates the folder if need be.</summary>
    /// <exception cref="IOException">The folder holds a run already, or cannot be written.</exception>
    public static async Task WriteAsync(RecordedRun run, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await WriteAsync(Path.Combine(folder, ServerFile), run.Chats.SelectMany(Lines), cancellationToken);
        for (var i = 0; i < run.Devices.Count; i++)
        {
            var device = run.Devices[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"{i + 1:0000}-{device.DeviceId}.jsonl");
            await WriteAsync(Path.Combine(folder, name), Lines(device), cancellationToken);
        }
    }

    /// <exception cref="IOException">A file is absent or cannot be read.</exception>
    /// <exception cref="JsonException">A file is not one of a written run.</exception>
    public static async Task<RecordedRun> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var chats = await ReadServerAsync(Path.Combine(folder, ServerFile), cancellationToken);
        var devices = new List<DeviceHistory>();
        foreach (var file in Directory.EnumerateFiles(folder, DeviceFiles).OrderBy(NumberOf))
            devices.Add(await ReadDeviceAsync(file, cancellationToken));
        return new RecordedRun(devices, chats);
    }

    private static int NumberOf(string file) =>
        int.Parse(Path.GetFileName(file).Split('-')[0], CultureInfo.InvariantCulture);

    private static IEnumerable<byte[]> Lines(ChatHistory chat) =>
        new[] { new ServerLine(Chat: ChatLine.Of(chat)) }
            .Concat(chat.Messages.Select(message => new ServerLine(Message: message)))
            .Concat(chat.Members.Select(member => new ServerLine(Member: member)))
            .Concat(chat.States.Select(state => new ServerLine(State: state)))
            .Select(Bytes);

    private static IEnumerable<byte[]> Lines(DeviceHistory device) =>
        device.Events.Select(Bytes).Prepend(Bytes(new DeviceLine(device.UserId, device.DeviceId)));

    private static byte[] Bytes<T>(T line) => JsonSerializer.SerializeToUtf8Bytes(line, HistoryJson.Options);

    private static async Task WriteAsync(string path, IEnumerable<byte[]> lines, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        foreach (var line in lines)
        {
            await file.WriteAsync(line, cancellationToken);
            file.WriteByte((byte)'\n');
        }
    }

    private static async Task<DeviceHistory> ReadDeviceAsync(string path, CancellationToken cancellationToken)
    {
        DeviceLine? device = null;
        var events = new List<DeviceEvent>();
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            if (device is null)
                device = Read<DeviceLine>(line);
            else
                events.Add(Read<DeviceEvent>(line));
        }

        return device is null ? throw new JsonException($"{path} is empty.") : new DeviceHistory(device.UserId, device.DeviceId, events);
    }

    private static async Task<List<ChatHistory>> ReadServerAsync(string path, CancellationToken cancellationToken)
    {
        var chats = new List<ChatHistory>();
        await foreach (var text in File.ReadLinesAsync(path, cancellationToken))
        {
            var line = Read<ServerLine>(text);
            if (line.Chat is not null)
                chats.Add(line.Chat.Begin());
            else if (chats.Count == 0)
                throw new JsonException($"{path} does not begin with a chat.");

            if (line.Message is not null)
                ((List<StoredEntry>)chats[^1].Messages).Add(line.Message);
            if (line.Member is not null)
                ((List<MemberInterval>)chats[^1].Members).Add(line.Member);
            if (line.State is not null)
                ((List<MemberState>)chats[^1].States).Add(line.State);
        }

        return chats;
    }

    private static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, HistoryJson.Options) ?? throw new JsonException("A line of a history is an object.");
}
