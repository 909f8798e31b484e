using Chat.Checker.Indexing;
using Chat.Contracts.Ids;

namespace Chat.Checker.Policies;

/// <summary>
/// In the chat and for the user to see, and not on a device that ends caught up: neither applied in any of its lives nor at
/// or below the cursors of the first. Who is no longer a member is owed nothing. Yields to <c>phantom</c> and <c>diverged</c>
/// where the device has something else in that place.
/// </summary>
internal sealed class MissingMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) =>
        run.Devices.Where(device => device.History.EndsCaughtUp).SelectMany(device => Find(run, device));

    private static List<Anomaly> Find(RunIndex run, DeviceIndex device)
    {
        var (user, id) = (device.History.UserId, device.History.DeviceId);
        var applied = new Dictionary<ChatId, SeqSet>();
        foreach (var (message, _, _) in device.Applied)
        {
            if (!applied.TryGetValue(message.ChatId, out var seqs))
                applied.Add(message.ChatId, seqs = new SeqSet());
            seqs.Add(message.Seq);
        }

        var had = device.FirstCursors.ToDictionary(cursor => cursor.ChatId, cursor => cursor.Seq);
        var missing = new List<Anomaly>();
        foreach (var chat in run.PresentChatsOf(user))
        {
            var seqs = applied.GetValueOrDefault(chat.Id);
            foreach (var entry in chat.After(had.GetValueOrDefault(chat.Id)))
            {
                if (seqs?.Contains(entry.Seq) == true || !chat.MaySee(user, entry.Seq))
                    continue;
                missing.Add(new Anomaly(
                    AnomalyKind.Missing, chat.Id, user, id, entry.Seq, entry.ClientMsgId, $"from {entry.From}, not on the device"));
            }
        }

        return missing;
    }
}
