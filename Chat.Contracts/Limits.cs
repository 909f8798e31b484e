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

    /// <summary>A chat with more members is pulled: only devices that have it open are pushed to, the others see its head.
    /// Only channels grow so far.</summary>
    public const int MaxPushedMembers = 10_000;

    /// <summary>A message for more recipients leaves Delivery in parts that all its replicas share.</summary>
    public const int MaxUnpartedRecipients = 256;

    /// <summary>Users whom a connection watches at once.</summary>
    public const int MaxWatched = 500;

    /// <summary>Chats that a connection has open at once.</summary>
    public const int MaxOpenChats = 10;

    public const int MaxMediaPerMessage = 32;

    /// <summary>Bytes of a medium.</summary>
    public const long MaxMedia = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes up to which a medium goes up by one <c>PUT</c>; a larger one goes in blocks of this size, the last one
    /// smaller, so that a broken upload resumes.</summary>
    public const int MediaBlock = 8 * 1024 * 1024;

    /// <summary>How long an upload URL is good for.</summary>
    public static readonly TimeSpan UploadGrant = TimeSpan.FromMinutes(15);

    /// <summary>How long a download URL is good for.</summary>
    public static readonly TimeSpan DownloadGrant = TimeSpan.FromMinutes(10);

    public const int MaxHeads = 1_000;

    /// <summary>Up to this many members receipts are pushed; in larger groups the sender asks.</summary>
    public const int MaxMembersForReceipts = 64;

    public const int MaxMembersPage = 1_000;
    public const int MaxMessagesPage = 500;
    public const int DefaultMessagesPage = 50;
    public const int MaxChatsPage = 1_000;

    /// <summary>UTF-16 characters of a chat's title, a user's display name, a device's name.</summary>
    public const int MaxTitle = 256;

    /// <summary>Who typed and has not said so again since is typing no more.</summary>
    public static readonly TimeSpan TypingExpires = TimeSpan.FromSeconds(6);

    /// <summary>A clientMsgId is recognized for this long at least.</summary>
    public static readonly TimeSpan Deduplication = TimeSpan.FromDays(31);
}
