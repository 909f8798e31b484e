namespace Chat.Checker;

/// <summary>
/// What can go wrong. Each defect shows as one kind; where it would show as several, the docstring of the other kinds' policy
/// says to which it yields.
/// </summary>
public enum AnomalyKind
{
    /// <summary>Acknowledged, not in the chat under that seq and id.</summary>
    Lost,

    /// <summary>In the chat, visible to the user, not on the user's device after it caught up at the end.</summary>
    Missing,

    /// <summary>Applied twice by one life of a device, or again at or below the cursors that the life began with.</summary>
    Duplicate,

    /// <summary>Applied after a message of a higher seq, in one chat and one life of a device.</summary>
    Reordered,

    /// <summary>A seq up to the chat's head that nobody has.</summary>
    Gap,

    /// <summary>Stored or applied, but never sent so: by nobody, with other content, or in another's name.</summary>
    Phantom,

    /// <summary>Two messages at one place: a device's and the server's, or two of the server's.</summary>
    Diverged,

    /// <summary>One clientMsgId of a sender in a chat has two seqs.</summary>
    DoubleSeq,

    /// <summary>A member's unread count or read watermark is not what messages and READ marks make it.</summary>
    UnreadWrong,

    /// <summary>A watermark is lower than one that was seen before.</summary>
    WatermarkBack,

    /// <summary>On a device whose user was not a member at that seq.</summary>
    Leaked,
}
