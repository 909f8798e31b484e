using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Heads;

/// <summary>
/// Answers gateways: which chats of these users changed, and to what? All users of a call share one read of the directory,
/// one of Redis, and one a shard for the watermarks of the chats that are answered.
/// </summary>
public sealed class HeadsCall(ChatHeads heads, IStoredHeads stored, TimeProvider time)
{
    /// <summary>A change may be stamped by a clock that is behind ours, and be committed some seconds after its stamp.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    public async Task<HeadsResult> AnswerAsync(HeadsQuery query, CancellationToken cancellation)
    {
        // Before anything is read: what changes meanwhile is answered again the next time.
        var asOf = time.GetUtcNow().ToUnixTimeMilliseconds();
        var chats = await stored.ChatsOfAsync(query.Users.Select(user => new UserId(user.UserId)), cancellation);
        var states = await heads.ReadAsync([.. query.Users.SelectMany(user => chats[new UserId(user.UserId)]).Distinct()], cancellation);

        var answers = query.Users.Select(user => Pick(user, chats[new UserId(user.UserId)], states)).ToArray();
        var readSeqs = await stored.ReadSeqsAsync(
            [.. answers.SelectMany((picked, i) => picked.Select(head => (head.Chat, new UserId(query.Users[i].UserId))))], cancellation);

        var result = new HeadsResult();
        var next = 0;
        foreach (var picked in answers)
        {
            var answer = new UserHeads { AsOf = asOf };
            foreach (var head in picked)
            {
                answer.Heads.Add(new ChatHead
                {
                    ChatId = head.Chat.Value,
                    LastSeq = head.LastSeq,
                    ReadSeq = readSeqs[next++],
                    Version = head.Version,
                });
            }

            result.Users.Add(answer);
        }

        return result;
    }

    private static HeadState[] Pick(UserHeadsQuery query, IEnumerable<ChatId> chats, IReadOnlyDictionary<ChatId, HeadState> states)
    {
        var heads = chats.Where(states.ContainsKey).Select(chat => states[chat]);
        if (query.ChangedSince == 0)
            return [.. ChatHeads.NewestFirst(heads).Take(Limits.MaxHeads)];

        var since = query.ChangedSince - (long)Slack.TotalMilliseconds;
        return [.. ChatHeads.NewestFirst(heads.Where(head => head.ChangedAt >= since))];
    }
}
