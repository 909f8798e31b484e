namespace Chat.Media.Storage;

/// <summary>The life of a medium. The numbers are stored, and stand in the indexes of the schema.</summary>
internal enum MediaState : short
{
    /// <summary>An upload was granted.</summary>
    Granted = 0,

    /// <summary>The content was verified. No message is known to carry it.</summary>
    Completed = 1,

    /// <summary>A message carries it: the sweeper asks no more.</summary>
    Kept = 2,

    /// <summary>It will be deleted, whatever comes: it cannot be completed or claimed any more.</summary>
    Doomed = 3,
}
