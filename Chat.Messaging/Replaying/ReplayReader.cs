using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Replaying;

/// <summary>
/// Reads the next pages of several chats of one shard in one query. Each chat's end is read in the query's own snapshot,
/// and so is whether the user is still a member: nothing at or below a page's <c>through</c> is missing, and who was
/// removed gets nothing of what came after.
/// </summary>
public sealed class ReplayReader(IReplayStore store)
{
    /// <summary>Messages of a range in one query, and about as many of a query.</summary>
    private const int QueryMessages = ReplayPages.Messages;

    /// <summary>Takes chats from the stack and answers their next pages, chat by chat. A chat that is not complete by them,
    /// and those that were to follow it, go back.</summary>
    public async Task<IReadOnlyList<SyncPage>> ReadAsync(Shard shard, UserId user, Stack<ChatReplay> stack, CancellationToken cancellation)
    {
        var taken = Take(stack);
        var read = await store.ReadAsync(shard, user, [.. taken.SelectMany(replay => replay.Ranges.Select(range => (replay, range)))], QueryMessages, cancellation);
        var pages = new List<SyncPage>();
        var next = 0;
        for (var i = 0; i < taken.Count; i++)
        {
            var ranges = read.AsMemory(next, taken[i].Ranges.Count);
            next += ranges.Length;
            if (ReplayPages.Add(pages, taken[i], ranges.Span))
                continue;

            for (var back = taken.Count - 1; back >= i; back--)
                stack.Push(taken[back]);
            break;
        }

        return pages;
    }

    private static List<ChatReplay> Take(Stack<ChatReplay> stack)
    {
        var taken = new List<ChatReplay>();
        for (var messages = 0L; messages < QueryMessages && stack.TryPop(out var next); messages += next.Count)
            taken.Add(next);
        return taken;
    }
}
