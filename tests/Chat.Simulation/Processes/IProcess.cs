using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Processes;

/// <summary>A running process of a service.</summary>
internal interface IProcess
{
    Node Node { get; }

    void Kill();
}
