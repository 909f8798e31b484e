namespace Chat.Load.Wire;

internal enum RecordKind
{
    /// <summary>The handshake's answer, pings, other events.</summary>
    Other,
    Message,
    Receipt,
    Presence,
    ChatChanged,
    StreamItem,
    Completion,

    /// <summary>A completion with an error.</summary>
    Refusal,
    Close,
}
