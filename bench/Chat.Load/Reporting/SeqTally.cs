namespace Chat.Load.Reporting;

/// <summary>What one device got of a chat's messages 1, 2, 3 … A few bytes as long as they come in order.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class SeqTally
{
    private long _highest;
    private long _arrived;
    private HashSet<long>? _skipped;

    /// <summary>Different messages.</summary>
    public long Arrived => Volatile.Read(ref _arrived);

    /// <summary>Messages that came after one with a higher seq.</summary>
    public int Late { get; private set; }

    public int Twice { get; private set; }

    /// <returns>False: it had come before.</returns>
    public bool Add(long seq)
    {
        if (seq <= _highest)
        {
            if (_skipped is null || !_skipped.Remove(seq))
            {
                Twice++;
                return false;
            }

            Late++;
        }
        else
        {
            for (var missing = _highest + 1; missing < seq; missing++)
                (_skipped ??= []).Add(missing);
            _highest = seq;
        }

        Volatile.Write(ref _arrived, _arrived + 1);
        return true;
    }
}
