using Chat.Contracts.Ids;

namespace Chat.Checker.Indexing;

/// <summary>
/// Everything that devices and server say of one clientMsgId. Arrays, for there are hundreds of thousands of traces and each
/// has one content, one ACK and one place unless something is wrong.
/// </summary>
internal sealed class MessageTrace
{
    /// <summary>More than one only if a device sent something else under a used id.</summary>
    public ContentHash[] Contents { get; private set; } = [];

    public bool IsEvent { get; private set; }

    /// <summary>Those that name different places.</summary>
    public SendAcked[] Acks { get; private set; } = [];

    public string? RefusedCode { get; private set; }

    /// <summary>Where the server's history has it.</summary>
    public long[] StoredSeqs { get; private set; } = [];

    public bool WasSentAs(ContentHash content) => Contents.AsSpan().Contains(content);

    public bool WasAckedAt(long seq, MessageId id)
    {
        foreach (var ack in Acks)
        {
            if (ack.Seq == seq && ack.ServerMsgId == id)
                return true;
        }

        return false;
    }

    public void Add(SendStarted sent)
    {
        IsEvent = sent.IsEvent;
        if (!WasSentAs(sent.Content))
            Contents = [.. Contents, sent.Content];
    }

    public void Add(SendAcked ack)
    {
        if (!WasAckedAt(ack.Seq, ack.ServerMsgId))
            Acks = [.. Acks, ack];
    }

    public void Add(SendRefused refused) => RefusedCode = refused.Code;

    public void AddStored(long seq)
    {
        if (!StoredSeqs.AsSpan().Contains(seq))
            StoredSeqs = [.. StoredSeqs, seq];
    }
}
