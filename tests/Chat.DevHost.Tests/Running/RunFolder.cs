using System.Text.Json;

namespace Chat.DevHost.Tests.Running;

/// <summary>A run's data folder and what its resources.json says.</summary>
internal sealed class RunFolder : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public string Path { get; } = Directory.CreateTempSubdirectory("chat-run-").FullName;

    public string File => System.IO.Path.Combine(Path, "resources.json");

    public string Gate => System.IO.Path.Combine(Path, "gate");

    public string[] Arguments => [$"--DevHost:Folder={Path}", "--Parameters:key=k"];

    public IReadOnlyList<Entry> Read() =>
        System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Entry[]>(System.IO.File.ReadAllText(File), Web)! : [];

    public IReadOnlyList<Entry> Of(string name) => [.. Read().Where(entry => entry.Name == name)];

    public Task UntilHealthyAsync(int replicas) =>
        Eventually.True(() => Read() is var all && all.Count(entry => entry.State == "healthy") == replicas && all.Count == replicas);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal sealed record Entry(string Name, int Replica, int? Pid, IReadOnlyList<string> Urls, string State);
}
