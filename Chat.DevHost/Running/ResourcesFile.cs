using System.Text.Json;
using System.Text.Json.Serialization;
using Chat.DevHost.Processes;

namespace Chat.DevHost.Running;

/// <summary>
/// <c>resources.json</c>: what runs, for tools, and for the next run if this one is killed. Replaced by renaming, so a reader
/// sees one whole state or another. It is removed at a clean stop.
/// </summary>
internal sealed class ResourcesFile(string folder)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly string _path = Path.Combine(folder, "resources.json");

    public void Write(IReadOnlyCollection<ReplicaStatus> replicas)
    {
        var entries = replicas.Select(replica => new Entry(
            replica.Name, replica.Replica, replica.Pid, replica.Urls, replica.State, replica.StartTime, ProcessIdentity.Boot));
        var unfinished = _path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(entries, Format));
        File.Move(unfinished, _path, overwrite: true);
    }

    public void Remove() => File.Delete(_path);

    /// <summary>The processes of an earlier run that are still there: same pid, same start, same boot of the machine.</summary>
    public IReadOnlyList<(string Name, int Pid)> FindLeftovers()
    {
        if (!File.Exists(_path))
            return [];
        var entries = JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(_path), Format) ?? [];
        return
        [
            .. from entry in entries
               where entry is { Pid: not null, StartTime: not null } && entry.Boot == ProcessIdentity.Boot
               let pid = entry.Pid.GetValueOrDefault()
               where entry.StartTime == ProcessIdentity.StartTimeOf(pid)
               select (entry.Name, pid),
        ];
    }

    private sealed record Entry(
        string Name, int Replica, int? Pid, IReadOnlyList<string> Urls, ReplicaState State, long? StartTime, string Boot);
}
