namespace Chat.Checker.Indexing;

/// <summary>
/// How a message that a device applied stands to what was sent and to the server's history. One of these each, in the order
/// in which they are tried, so that one defect of an applied message is one anomaly.
/// </summary>
internal enum Standing : byte
{
    /// <summary>In the server's history just so, and for this user to see.</summary>
    Stored,

    /// <summary>In the server's history just so, at a seq at which the user was no member.</summary>
    Leaked,

    /// <summary>Not by this sender, or not with this content.</summary>
    NeverSent,

    /// <summary>Acknowledged for this place, where the server does not have it: the server's fault, not this device's.</summary>
    Acknowledged,

    /// <summary>Sent, but the server has something else or nothing at this place.</summary>
    Elsewhere,
}
