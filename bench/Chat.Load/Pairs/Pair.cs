using System.Diagnostics;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>A sender and a recipient who claims DELIVERED for each message on its own.</summary>
/// <remarks>A chat is new, and only this sender writes: the n-th message it sends has seq n.</remarks>
internal sealed class Pair(PairsRun run, PairAddress address, int number, int size)
{
    /// <summary>No pair has more under way; an open loop that would is behind the server for good.</summary>
    private const int MaxUnderWay = 1024;

    private readonly Lock _lock = new();
    private readonly SendTemplate _send = new(address.SendersChat, number, Random.Shared.Next(), size);
    private readonly ReceiptTemplate _receipt = new(address.RecipientsChat);
    private readonly long[] _dueAt = new long[MaxUnderWay];
    private WireConnection? _sender;
    private long _sent;
    private long _acked;
    private long _delivered;
    private long _receipted;

    public long Sent => Volatile.Read(ref _sent);

    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>With a DELIVERED receipt at the sender, or an ACK where nobody receives.</summary>
    public long Done => run.UntilAck ? Volatile.Read(ref _acked) : Volatile.Read(ref _receipted);

    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken)
    {
        var recipient = run.UntilAck ? null : await WireConnection.ConnectAsync(address.Recipient, OnRecipient, cancellationToken);
        recipient?.Send(Invocation.Sync(0));
        _sender = await WireConnection.ConnectAsync(address.Sender, OnSender, cancellationToken);
        return recipient is null ? [_sender] : [_sender, recipient];
    }

    /// <summary>Brings as many under way as the window says.</summary>
    public void Fill()
    {
        lock (_lock)
        {
            while (_sent - Done < run.Window)
                Send(Stopwatch.GetTimestamp());
        }
    }

    /// <returns>False: too many are under way.</returns>
    public bool TrySend(long dueAt)
    {
        lock (_lock)
        {
            if (_sent - Done >= MaxUnderWay)
                return false;
            Send(dueAt);
            return true;
        }
    }

    private void Send(long dueAt)
    {
        var seq = _sent + 1;
        Volatile.Write(ref _dueAt[seq % MaxUnderWay], dueAt);
        Volatile.Write(ref _sent, seq);
        _sender!.Send(_send.Number(seq));
    }

    private void OnSender(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.Completion:
                run.Latencies.Ack.Record(Since(Volatile.Read(ref _acked) + 1));
                Volatile.Write(ref _acked, _acked + 1);
                if (run.UntilAck)
                    Fill();
                break;
            case RecordKind.Refusal:
                run.RefusalCame();
                break;
            case RecordKind.Receipt:
                ReceiptUpTo(HubRecord.Seq(record));
                Fill();
                break;
        }
    }

    private void ReceiptUpTo(long seq)
    {
        for (var done = _receipted + 1; done <= seq; done++)
            run.Latencies.Receipt.Record(Since(done));
        Volatile.Write(ref _receipted, Math.Max(seq, _receipted));
    }

    private void OnRecipient(WireConnection connection, ReadOnlySpan<byte> record)
    {
        if (HubRecord.KindOf(record) != RecordKind.Message)
            return;
        var seq = HubRecord.Seq(record);
        if (seq != _delivered + 1)
            run.DisorderCame();
        run.Latencies.Delivery.Record(Since(seq));
        Volatile.Write(ref _delivered, seq);
        connection.Send(_receipt.UpTo(seq));
    }

    private TimeSpan Since(long seq) => Stopwatch.GetElapsedTime(Volatile.Read(ref _dueAt[seq % MaxUnderWay]));
}
