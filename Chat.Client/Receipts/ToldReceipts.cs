using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Receipts;

/// <summary>
/// Others' watermarks as the application knows them. After a fault a push may come again, and then older ones behind newer:
/// what does not move a watermark on is not told. Beyond <see cref="Kept"/> watermarks all are forgotten, and an older one may
/// be told once more.
/// </summary>
internal sealed class ToldReceipts
{
    private const int Kept = 100_000;

    private readonly Dictionary<(ChatId, UserId, string), long> _seqs = [];

    public bool MovesOn(Receipt receipt)
    {
        var key = (receipt.ChatId, receipt.UserId, receipt.Type);
        if (_seqs.TryGetValue(key, out var told) && receipt.Seq <= told)
            return false;

        if (_seqs.Count >= Kept)
            _seqs.Clear();
        _seqs[key] = receipt.Seq;
        return true;
    }
}
