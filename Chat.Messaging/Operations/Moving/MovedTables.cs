namespace Chat.Messaging.Operations.Moving;

/// <summary>The tables of a shard that hold chats. The outbox does not move: what stands in it is published from where it
/// is, out of the messages beside it.</summary>
internal static class MovedTables
{
    /// <summary>Rows of them change; the primary key, with the chat in it, says which.</summary>
    public static readonly string[] Changing = ["chat", "member", "phantom_member", "watermark", "media_message"];

    /// <summary>Rows are added alone. Partitioned by month; no primary key.</summary>
    public static readonly string[] Growing = ["message", "receipt"];

    /// <summary>In the order in which they are deleted: what says that a chat is there, last.</summary>
    public static readonly string[] All = ["message", "receipt", "media_message", "watermark", "phantom_member", "member", "chat"];
}
