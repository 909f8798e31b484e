using Chat.Load.Reporting;

namespace Chat.Load.Groups;

/// <summary>From the moment that a message was due.</summary>
internal sealed class GroupLatencies
{
    /// <summary>To every member.</summary>
    public LatencyHistogram Each { get; } = new();

    /// <summary>To the member who got it last.</summary>
    public LatencyHistogram Last { get; } = new();
}
