namespace Chat.Presence.Watching;

/// <summary>What a watcher may see of a user.</summary>
internal enum Sight
{
    /// <summary>Not known (any more): nothing is told until it is.</summary>
    Unchecked,

    /// <summary>Shares no chat.</summary>
    Stranger,

    /// <summary>Is shown as OFFLINE without lastSeen, whatever it is.</summary>
    Hidden,

    Visible,
}
