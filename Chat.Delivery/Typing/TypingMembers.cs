using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Delivery.Members;

namespace Chat.Delivery.Typing;

/// <summary>
/// The members of chats in which somebody types, kept for <see cref="TypingLimits.MembersLife"/>: a cache of its own, since
/// the router's is kept right by events and belongs to it. <see cref="FindAsync"/> is called from one place at a time; what
/// it returns may be awaited together.
/// </summary>
internal sealed partial class TypingMembers(FetchMembers fetch, TypingLimits limits, TimeProvider time, ILogger<TypingMembers> logger)
{
    private readonly Dictionary<ChatId, Entry> _chats = [];
    private readonly Queue<(ChatId Chat, Entry Entry)> _byAge = new();
    private int _fetching;
    private long _kept;

    /// <summary>Null: not at hand in time, or too many are being fetched. A fetch that takes longer goes on, for the next
    /// one of that chat.</summary>
    public Task<TypingAudience?> FindAsync(ChatId chat, CancellationToken cancellation)
    {
        Forget();
        if (!_chats.TryGetValue(chat, out var entry))
        {
            if (Volatile.Read(ref _fetching) >= limits.Fetches)
                return Task.FromResult<TypingAudience?>(null);
            _chats[chat] = entry = new Entry(FetchAsync(chat, cancellation), time.GetTimestamp());
            _byAge.Enqueue((chat, entry));
        }

        if (!entry.Fetch.IsCompletedSuccessfully)
            return InTimeAsync(chat, entry.Fetch, cancellation);

        Weigh(entry);
        return entry.Fetch;
    }

    private void Forget()
    {
        while (_byAge.TryPeek(out var oldest)
            && (_kept > limits.KeptMembers || time.GetElapsedTime(oldest.Entry.BegunAt) >= limits.MembersLife))
        {
            _byAge.Dequeue();
            _chats.Remove(oldest.Chat);
            _kept -= oldest.Entry.Weight;
        }
    }

    private void Weigh(Entry entry)
    {
        _kept -= entry.Weight;
        entry.Weight = entry.Fetch.Result?.Members.Length ?? 0;
        _kept += entry.Weight;
    }

    private async Task<TypingAudience?> InTimeAsync(ChatId chat, Task<TypingAudience?> fetching, CancellationToken cancellation)
    {
        try
        {
            return await fetching.WaitAsync(limits.MembersWithin, time, cancellation);
        }
        catch (TimeoutException late)
        {
            LogNotFetched(logger, chat, late);
            return null;
        }
    }

    private async Task<TypingAudience?> FetchAsync(ChatId chat, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _fetching);
        try
        {
            return TypingAudience.Of(await fetch(chat, cancellation));
        }
        catch (ChatException unavailable)
        {
            LogNotFetched(logger, chat, unavailable);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _fetching);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The members of {Chat} could not be had for its typing")]
    private static partial void LogNotFetched(ILogger logger, ChatId chat, Exception exception);

    private sealed class Entry(Task<TypingAudience?> fetch, long begunAt)
    {
        public Task<TypingAudience?> Fetch { get; } = fetch;

        public long BegunAt { get; } = begunAt;

        /// <summary>Its members, once somebody has met them here.</summary>
        public int Weight { get; set; }
    }
}
