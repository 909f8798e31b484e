using System.Text.Json;

namespace Chat.Load.Processes;

/// <summary>The stack's processes as its host keeps them in <c>resources.json</c>: replaced whole at each change, and a process
/// that dies is started again after a second.</summary>
internal sealed class RunningStack(string resourcesFile)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Where the stack keeps its data.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(resourcesFile))!;

    public IReadOnlyList<StackProcess> Read() =>
        JsonSerializer.Deserialize<StackProcess[]>(File.ReadAllText(resourcesFile), JsonSerializerOptions.Web)!;

    public IReadOnlyList<StackProcess> Of(string name) => [.. Read().Where(process => process.Name == name)];

    /// <summary>What is not up at the moment.</summary>
    public IReadOnlyList<StackProcess> Down() => [.. Read().Where(process => !process.IsHealthy)];

    /// <summary>Waits until another process has taken the place of this one, and is healthy.</summary>
    public async Task ReplacedAsync(StackProcess old, CancellationToken cancellationToken)
    {
        using var turns = new PeriodicTimer(Look);
        while (!Read().Any(now => now.Name == old.Name && now.Replica == old.Replica && now.Pid != old.Pid && now.IsHealthy))
            await turns.WaitForNextTickAsync(cancellationToken);
    }
}
