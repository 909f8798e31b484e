namespace Chat.Load.Pacing;

/// <summary>What a <see cref="MeasuredRun"/> drives.</summary>
/// <typeparam name="TCount">What is counted.</typeparam>
internal interface ILoad<out TCount>
{
    /// <summary>So far.</summary>
    TCount Count { get; }

    /// <summary>Nothing is under way.</summary>
    bool IsDrained { get; }

    /// <summary>Brings so many under way and keeps them there; 0: sends no more of its own accord.</summary>
    void Keep(int window);

    /// <summary>Sends the n-th message of an open loop (from 0), due at that timestamp; false: too many are under way.</summary>
    bool TrySend(long number, long dueAt);

    /// <summary>Latencies count from here on.</summary>
    void BeginMeasuring();
}
