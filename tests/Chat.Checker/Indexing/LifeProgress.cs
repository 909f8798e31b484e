using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Checker.Indexing;

/// <summary>What one process life of a device has applied.</summary>
internal sealed class LifeProgress(IReadOnlyList<Cursor> cursors)
{
    private readonly Dictionary<ChatId, ChatProgress> _chats =
        cursors.ToDictionary(cursor => cursor.ChatId, cursor => new ChatProgress(cursor.Seq));

    public Arrival Take(ChatId chat, long seq)
    {
        if (!_chats.TryGetValue(chat, out var progress))
            _chats.Add(chat, progress = new ChatProgress(0));
        return progress.Take(seq);
    }

    private sealed class ChatProgress(long cursor)
    {
        private readonly SeqSet _applied = new();
        private long _highest;

        public Arrival Take(long seq)
        {
            if (seq <= cursor || !_applied.Add(seq))
                return Arrival.Again;
            if (seq < _highest)
                return Arrival.Late;
            _highest = seq;
            return Arrival.InOrder;
        }
    }
}
