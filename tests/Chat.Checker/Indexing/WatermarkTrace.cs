using Chat.Contracts.Hub;

namespace Chat.Checker.Indexing;

/// <summary>Everything that devices say of one user's watermarks in one chat. Zero: nothing.</summary>
internal sealed class WatermarkTrace
{
    /// <summary>The highest that anybody's connection brought.</summary>
    public long SeenRead { get; private set; }

    /// <summary>Likewise; READ implies DELIVERED.</summary>
    public long SeenDelivered { get; private set; }

    /// <summary>The highest mark: the server cannot know of more.</summary>
    public long Marked { get; private set; }

    /// <summary>
    /// The highest mark that the server must know of: made in the last life of a device that ends caught up. A client that is
    /// killed forgets the marks it had not yet claimed.
    /// </summary>
    public long Claimed { get; private set; }

    public void Add(ReceiptSeen seen)
    {
        SeenDelivered = Math.Max(SeenDelivered, seen.Seq);
        if (seen.Type == ReceiptType.READ)
            SeenRead = Math.Max(SeenRead, seen.Seq);
    }

    public void Add(ReadMarked mark, bool isClaimed)
    {
        Marked = Math.Max(Marked, mark.Seq);
        if (isClaimed)
            Claimed = Math.Max(Claimed, mark.Seq);
    }
}
