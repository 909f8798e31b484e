namespace Chat.Load.Faults.Histories;

internal enum JournalEvent
{
    /// <summary>A new process life; <see cref="JournalEntry.Seq"/> says which of the journal's cursors it began with.</summary>
    Started,

    /// <summary>Connected, and the Sync that follows is complete.</summary>
    CaughtUp,

    Disconnected,
    SendStarted,
    SendAcked,

    /// <summary>For good: the client gave it up.</summary>
    SendRefused,

    /// <summary>A message came to the application.</summary>
    Applied,

    /// <summary>A watermark of somebody came.</summary>
    DeliveredSeen,
    ReadSeen,

    /// <summary>The application told its client that the user has read up to there.</summary>
    ReadMarked,
}
