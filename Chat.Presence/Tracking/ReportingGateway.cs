using Chat.Presence.Watching;

namespace Chat.Presence.Tracking;

/// <summary>A gateway as its reports show it, with the watches of its connections. Guarded by the board's lock.</summary>
internal sealed class ReportingGateway(string id)
{
    public string Id => id;

    /// <summary>Of the last report; earlier ones count for nothing.</summary>
    public long Number { get; set; }

    public long HeardAt { get; set; }

    public long CompletedAt { get; set; }

    /// <summary>Those with a seat here.</summary>
    public HashSet<Subject> Subjects { get; } = [];

    public Dictionary<long, Watch> Watches { get; } = [];

    /// <summary>A batch to it is under way.</summary>
    public bool Busy { get; set; }

    /// <summary>After a failure it is left alone until then.</summary>
    public long RetryAt { get; set; }

    public int Failures { get; set; }
}
