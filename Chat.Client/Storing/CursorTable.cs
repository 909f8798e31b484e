using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Storing;

/// <summary>Cursors that only rise.</summary>
internal sealed class CursorTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChatId, long> _seqs = [];

    public void Raise(IEnumerable<Cursor> moved)
    {
        lock (_lock)
        {
            foreach (var (chat, seq) in moved)
                _seqs[chat] = Math.Max(seq, _seqs.GetValueOrDefault(chat));
        }
    }

    public IReadOnlyDictionary<ChatId, long> Copy()
    {
        lock (_lock)
            return new Dictionary<ChatId, long>(_seqs);
    }
}
