using Chat.Load.Replaying;

namespace Chat.Load.Reporting;

/// <summary>What a device's chat lacks of the server's history, and has beyond it.</summary>
/// <param name="Delivered">Messages of the history that the device has.</param>
/// <param name="Duplicated">Messages it was given again.</param>
/// <param name="OutOfOrder">Messages it was given after one with a higher seq.</param>
/// <param name="Foreign">Messages that are not what the history has at that seq.</param>
internal readonly record struct DeviceComparison(long Delivered, long Lost, long Duplicated, long OutOfOrder, long Foreign)
{
    public static DeviceComparison operator +(DeviceComparison a, DeviceComparison b) => new(
        a.Delivered + b.Delivered, a.Lost + b.Lost, a.Duplicated + b.Duplicated, a.OutOfOrder + b.OutOfOrder, a.Foreign + b.Foreign);

    /// <param name="history">The line at each seq of the chat.</param>
    public static DeviceComparison Of(IReadOnlyDictionary<long, int> history, IReadOnlyList<Received> received)
    {
        var seen = new HashSet<long>();
        long duplicated = 0, outOfOrder = 0, foreign = 0, highest = 0;
        foreach (var (seq, line) in received)
        {
            if (!history.TryGetValue(seq, out var there) || there != line)
                foreign++;
            else if (!seen.Add(seq))
                duplicated++;
            else if (seq < highest)
                outOfOrder++;
            highest = Math.Max(highest, seq);
        }

        return new DeviceComparison(seen.Count, history.Count - seen.Count, duplicated, outOfOrder, foreign);
    }
}
