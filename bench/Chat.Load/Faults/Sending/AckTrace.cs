namespace Chat.Load.Faults.Sending;

/// <summary>When the sends of a probe left and were ACKed, since the last fault.</summary>
internal sealed class AckTrace
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _acks = [];
    private TimeSpan _since;

    public TimeSpan LastAck { get; private set; }

    /// <summary>Forgets what was before.</summary>
    public void Begin(TimeSpan at)
    {
        lock (_lock)
        {
            _since = at;
            _acks.Clear();
        }
    }

    public void AckCame(TimeSpan sent, TimeSpan acked)
    {
        lock (_lock)
        {
            LastAck = acked;
            if (sent >= _since)
                _acks.Add(acked);
        }
    }

    /// <summary>
    /// How long after the fault sends are ACKed again: until the end of the last stretch without an ACK that is longer than
    /// that, or, if there is none, until the first ACK; and the longest stretch. Only sends that left after the fault count.
    /// Null: there was no ACK.
    /// </summary>
    public (TimeSpan Again, TimeSpan Silence)? Read(TimeSpan stretch)
    {
        lock (_lock)
        {
            if (_acks.Count == 0)
                return null;
            _acks.Sort();
            var end = _acks[0];
            var longest = end - _since;
            for (var i = 1; i < _acks.Count; i++)
            {
                var silence = _acks[i] - _acks[i - 1];
                if (silence > stretch)
                    end = _acks[i];
                if (silence > longest)
                    longest = silence;
            }

            return (end - _since, longest);
        }
    }
}
