using Chat.Contracts.Hub;

namespace Chat.Load.Faults.Histories;

/// <summary>What one device saw and did, in order. Kept in blocks: one growing array would be copied while the run is measured.</summary>
internal sealed class Journal
{
    private const int Block = 1_024;

    private readonly Lock _lock = new();
    private readonly List<JournalEntry[]> _blocks = [];
    private readonly List<IReadOnlyList<Cursor>> _cursors = [];
    private int _used = Block;

    public void Write(in JournalEntry entry)
    {
        lock (_lock)
        {
            if (_used == Block)
            {
                _blocks.Add(new JournalEntry[Block]);
                _used = 0;
            }

            _blocks[^1][_used++] = entry;
        }
    }

    public void WriteStarted(TimeSpan at, IReadOnlyList<Cursor> cursors)
    {
        lock (_lock)
        {
            _cursors.Add(cursors);
            Write(new JournalEntry(JournalEvent.Started, at, Seq: _cursors.Count - 1));
        }
    }

    /// <summary>What the process life of a <see cref="JournalEvent.Started"/> began with.</summary>
    public IReadOnlyList<Cursor> CursorsOf(in JournalEntry started) => _cursors[(int)started.Seq];

    /// <summary>When nothing is written any more.</summary>
    public IEnumerable<JournalEntry> Read()
    {
        for (var block = 0; block < _blocks.Count; block++)
        {
            var used = block == _blocks.Count - 1 ? _used : Block;
            for (var i = 0; i < used; i++)
                yield return _blocks[block][i];
        }
    }
}
