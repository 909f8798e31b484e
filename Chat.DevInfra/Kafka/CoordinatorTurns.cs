using System.Globalization;

namespace Chat.DevInfra.Kafka;

/// <summary>
/// Which broker coordinates the consumer groups: another one at each start, noted in the data folder. A restarted broker has another
/// port, and a client that knows it by its number looks for a coordinator at the old one for ever (librdkafka 1.9); of a
/// coordinator with another number it asks the address.
/// </summary>
internal static class CoordinatorTurns
{
    public static int Next(string folder)
    {
        Directory.CreateDirectory(folder);
        var note = Path.Combine(folder, "coordinator");
        var last = File.Exists(note) ? int.Parse(File.ReadAllText(note), CultureInfo.InvariantCulture) : 0;
        var next = (last % MockCluster.Brokers) + 1;
        File.WriteAllText(note, next.ToString(CultureInfo.InvariantCulture));
        return next;
    }
}
