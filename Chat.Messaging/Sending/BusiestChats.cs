using System.Diagnostics.Metrics;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Messaging.Sending;

/// <summary>
/// The chats with the most messages on this replica since the last collection of metrics, by the space-saving algorithm
/// (Metwally, Agrawal, El Abbadi 2005): <see cref="Counters"/> counters whatever the number of chats, counts too high by
/// at most the lowest of them.
/// </summary>
public sealed class BusiestChats
{
    private const int Counters = 64;
    private const int Reported = 10;

    private readonly Lock _lock = new();
    private Dictionary<ChatId, long> _counts = new(Counters);

    /// <summary>Has the process's metrics report this one.</summary>
    public void Register() =>
        ChatMetrics.Meter.CreateObservableGauge("chat.busiest.messages", Collect, "{message}", "Messages of the busiest chats since the last collection");

    public void Count(ChatId chat)
    {
        lock (_lock)
        {
            var count = 1L;
            if (_counts.TryGetValue(chat, out var before))
            {
                count += before;
            }
            else if (_counts.Count == Counters)
            {
                var least = _counts.MinBy(entry => entry.Value);
                _counts.Remove(least.Key);
                count += least.Value;
            }

            _counts[chat] = count;
        }
    }

    internal IEnumerable<Measurement<long>> Collect()
    {
        Dictionary<ChatId, long> counts;
        lock (_lock)
            (counts, _counts) = (_counts, new Dictionary<ChatId, long>(Counters));
        return counts.OrderByDescending(entry => entry.Value).Take(Reported)
            .Select(entry => new Measurement<long>(entry.Value, new KeyValuePair<string, object?>("chat", entry.Key.ToString())));
    }
}
