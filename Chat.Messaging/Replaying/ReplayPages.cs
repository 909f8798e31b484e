using Chat.Contracts.Internal;

namespace Chat.Messaging.Replaying;

/// <summary>Makes a chat's pages of what a query brought of its ranges.</summary>
public static class ReplayPages
{
    /// <summary>Messages of a page at most.</summary>
    public const int Messages = 200;

    /// <summary>Adds the chat's next pages and notes on the replay how far they reach.</summary>
    /// <returns>False if the chat has to be read on.</returns>
    public static bool Add(List<SyncPage> pages, ChatReplay replay, ReadOnlySpan<RangeRead> ranges)
    {
        var messages = new List<StoredMessage>();
        var end = RangeEnd.Complete;
        foreach (var range in ranges)
        {
            messages.AddRange(range.Messages);
            end = range.End;
            if (end != RangeEnd.Complete)
                break;
        }

        foreach (var chunk in messages.Chunk(Messages))
            pages.Add(new SyncPage { ChatId = replay.Chat.Value, Messages = { chunk } });
        if (messages.Count > 0)
            replay.Advance(messages[^1].Seq, ranges[0].ChatLastSeq!.Value);
        if (end == RangeEnd.Unfinished)
            return false;

        if (end == RangeEnd.Complete)
            Close(pages, replay, messages.Count > 0, replay.Until ?? ranges[0].ChatLastSeq!.Value);
        // Removed while pages were on their way: the chat is complete as far as this user goes.
        else if (replay.GivenThrough > 0)
            Close(pages, replay, messages.Count > 0, replay.GivenThrough);
        return true;
    }

    private static void Close(List<SyncPage> pages, ChatReplay replay, bool hasPage, long through)
    {
        if (!hasPage)
            pages.Add(new SyncPage { ChatId = replay.Chat.Value });
        pages[^1].Last = true;
        pages[^1].Through = through;
    }
}
