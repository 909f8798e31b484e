namespace Chat.Edge.Draining;

/// <summary>Configuration <c>Edge:*</c>.</summary>
internal sealed record EdgeLimits
{
    /// <summary>How long the connections that go through a stopping edge are cut over; 0: all at once. The platform must give the
    /// process this time and 2 s.</summary>
    public TimeSpan DrainOver { get; init; }

    public static EdgeLimits Of(IConfiguration configuration) => new() { DrainOver = configuration.GetValue("Edge:DrainOver", TimeSpan.Zero) };
}
