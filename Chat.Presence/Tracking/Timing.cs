namespace Chat.Presence.Tracking;

/// <summary>How soon what is noticed and told. In milliseconds where it is compared with Unix times.</summary>
internal static class Timing
{
    /// <summary>What is due by time is looked at so often.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>A user whose last device vanished without a word is OFFLINE so long after.</summary>
    public const long Grace = 30_000;

    /// <summary>So long after a clean goodbye: a page that is loaded anew, and a device that another gateway has taken over,
    /// are back by then and nobody is told anything.</summary>
    public const long Linger = 500;

    /// <summary>A gateway that has not reported for so long is dead, its devices vanished when it was last heard. They report
    /// every 5 s at least, so that its users are OFFLINE 35-40 s after its death.</summary>
    public const long GatewaySilence = 40_000;

    /// <summary>Between two changes of one user that a watcher is told.</summary>
    public const long ChangeDistance = 1_000;

    /// <summary>Longer than a watch takes from the answer of <c>WatchPresence</c> to the report that brings it here: who changed
    /// within it is told once more.</summary>
    public const long WatchDelay = 10_000;

    /// <summary>A new or changed set of replicas: until the gateways have reported, but no longer, nobody is told or answered
    /// that a user is OFFLINE.</summary>
    public const long Cold = 5_000;

    /// <summary>The gateways see a change of the replicas up to so much earlier than this replica does.</summary>
    public const long DirectorySlack = 2_000;
}
