using System.Runtime.CompilerServices;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Replaying;

/// <summary>Answers <c>Sync</c>: what a user's device does not have, chat by chat in the order of their seqs. The stream
/// ends with a page without a chat; if it breaks off before, the device asks again.</summary>
public sealed class Replay(ReplayPlan plan, ReplayReader reader)
{
    public async IAsyncEnumerable<SyncPage> StreamAsync(SyncQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (shard, replays) in await plan.MakeAsync(query, cancellation))
        {
            while (replays.Count > 0)
            {
                // No connection is held while the other side takes its time with the pages.
                foreach (var page in await reader.ReadAsync(shard, new UserId(query.UserId), replays, cancellation))
                    yield return page;
            }
        }

        yield return new SyncPage();
    }
}
