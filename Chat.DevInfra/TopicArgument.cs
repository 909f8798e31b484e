using System.Globalization;

namespace Chat.DevInfra;

/// <summary>A Kafka topic as written on the command line: <c>name:partitions</c>.</summary>
public sealed record TopicArgument(string Name, int Partitions)
{
    public static TopicArgument Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var partitions) && partitions > 0
            ? new TopicArgument(parts[0], partitions)
            : throw new ArgumentException($"'{text}' is not a topic: name:partitions is. {ServerArguments.Usage}");
    }
}
