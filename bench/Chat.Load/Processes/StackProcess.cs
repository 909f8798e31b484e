namespace Chat.Load.Processes;

/// <summary>A replica as <c>resources.json</c> has it.</summary>
internal sealed record StackProcess(string Name, int Replica, int? Pid, IReadOnlyList<string> Urls, string State)
{
    public bool IsHealthy => State == "healthy" && Pid is not null;

    public override string ToString() => $"{Name}-{Replica}";
}
