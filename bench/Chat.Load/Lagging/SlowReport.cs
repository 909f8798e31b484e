using Chat.Load.Groups;

namespace Chat.Load.Lagging;

/// <summary>A group while one member reads, and while it does not; also the JSON summary.</summary>
internal sealed record SlowReport
{
    public required GroupReport WhileItReads { get; init; }

    public required GroupReport WhileItDoesNot { get; init; }

    /// <summary>Written to that member alone in each of the two, beside the group's messages.</summary>
    public required double MebibytesPoured { get; init; }

    /// <summary>From its connect until the server has closed it; null: it has not.</summary>
    public required double? ClosedAfterSeconds { get; init; }

    public bool Passed => WhileItReads.Passed && WhileItDoesNot.Passed && ClosedAfterSeconds is not null;

    public override string ToString() => $"""
        {WhileItReads}
        {WhileItDoesNot}
        one member who never reads, {MebibytesPoured:0} MiB for it alone: {(ClosedAfterSeconds is { } after ? $"closed after {after:0.0} s" : "not closed")}
          the others: last member p99 {WhileItReads.LastMemberP99Ms} ms while it reads, {WhileItDoesNot.LastMemberP99Ms} ms while it does not
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
