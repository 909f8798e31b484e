namespace Chat.Client.Receipts;

/// <summary>The watermarks of one chat: what this device claims, and what of it the server has confirmed.</summary>
internal sealed class Mark
{
    public long Delivered { get; set; }

    public long Read { get; set; }

    public long ConfirmedDelivered { get; set; }

    public long ConfirmedRead { get; set; }

    /// <summary>One claim of a chat is under way at a time.</summary>
    public bool UnderWay { get; set; }

    public bool OwesRead => Read > ConfirmedRead;

    /// <summary>READ implies DELIVERED.</summary>
    public bool OwesDelivered => Delivered > Math.Max(ConfirmedDelivered, ConfirmedRead);
}
