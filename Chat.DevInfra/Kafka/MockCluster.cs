using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Chat.DevInfra.Kafka;

/// <summary>
/// The brokers with their topics, which pick their own ports. The first leads every partition; the groups are coordinated by
/// the one that is asked for.
/// </summary>
internal sealed class MockCluster : IDisposable
{
    public const int Brokers = 2;

    private const int Leader = 1;

    private readonly nint _client;
    private readonly nint _cluster;

    /// <param name="coordinator">1 to <see cref="Brokers"/>.</param>
    public MockCluster(IEnumerable<TopicArgument> topics, IEnumerable<string> groups, int coordinator)
    {
        Span<byte> error = stackalloc byte[512];
        _client = LibRdKafka.New(LibRdKafka.Producer, 0, error, (nuint)error.Length);
        if (_client == 0)
            throw new InvalidOperationException($"librdkafka: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        _cluster = LibRdKafka.MockClusterNew(_client, Brokers);
        if (_cluster == 0)
            throw new InvalidOperationException("librdkafka did not start its broker.");

        foreach (var topic in topics)
        {
            Check(LibRdKafka.MockTopicCreate(_cluster, topic.Name, topic.Partitions, replicas: 1), $"topic {topic.Name}");
            for (var partition = 0; partition < topic.Partitions; partition++)
                Check(LibRdKafka.MockPartitionSetLeader(_cluster, topic.Name, partition, Leader), $"leader of {topic.Name}");
        }

        foreach (var group in groups)
            Check(LibRdKafka.MockCoordinatorSet(_cluster, "group", group, coordinator), $"coordinator of {group}");

        Address = IPEndPoint.Parse(Marshal.PtrToStringUTF8(LibRdKafka.MockClusterBootstraps(_cluster))!.Split(',')[0]);
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        LibRdKafka.MockClusterDestroy(_cluster);
        LibRdKafka.Destroy(_client);
    }

    private static void Check(int error, string what)
    {
        if (error != 0)
            throw new InvalidOperationException($"librdkafka refused the {what}: error {error}.");
    }
}
