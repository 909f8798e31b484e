namespace Chat.Contracts;

/// <summary>The protocol's fixed limits. Those that an operator may move are configuration of the service that owns them.</summary>
public static class Limits
{
    /// <summary>Bytes of a message's decoded ciphertext.</summary>
    public const int MaxCiphertext = 64 * 1024;

    /// <summary>Bytes of a hub frame; a larger one closes the connection.</summary>
    public const int MaxFrame = 256 * 1024;

    public const int MaxCursors = 2_000;
    public const int MaxGroupMembers = 10_000;
    public const int MaxMediaPerMessage = 32;
    public const int MaxHeads = 1_000;

    /// <summary>Up to this many members receipts are pushed; in larger groups the sender asks.</summary>
    public const int MaxMembersForReceipts = 64;

    public const int MaxMembersPage = 1_000;
    public const int MaxMessagesPage = 500;
    public const int DefaultMessagesPage = 50;
    public const int MaxChatsPage = 1_000;

    /// <summary>UTF-16 characters of a chat's title, a user's display name, a device's name.</summary>
    public const int MaxTitle = 256;

    /// <summary>A clientMsgId is recognized for this long at least.</summary>
    public static readonly TimeSpan Deduplication = TimeSpan.FromDays(31);
}
