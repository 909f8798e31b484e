namespace Chat.Checker.Indexing;

/// <summary>How a message that a device applied stands to what the same life applied in that chat before.</summary>
internal enum Arrival : byte
{
    InOrder,

    /// <summary>Applied before, or at or below the cursor that the life began with.</summary>
    Again,

    /// <summary>For the first time, but after one of a higher seq.</summary>
    Late,
}
