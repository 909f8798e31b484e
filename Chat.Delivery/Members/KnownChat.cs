using Chat.Contracts.Ids;

namespace Chat.Delivery.Members;

/// <summary>A chat in the cache.</summary>
internal sealed class KnownChat(ChatId chat, Membership membership)
{
    public ChatId Chat { get; } = chat;

    public Membership Membership { get; set; } = membership;

    /// <summary>How its last event left; null: none did since it is in the cache, and what was before is long done.</summary>
    public Way? Way { get; set; }

    /// <summary>When its last part left (the clock's timestamp).</summary>
    public long PartsAt { get; set; }
}
