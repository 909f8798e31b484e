using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Chat.DevInfra.Kafka;

/// <summary>One broker with its topics. It picks its own port.</summary>
internal sealed class MockCluster : IDisposable
{
    private readonly nint _client;
    private readonly nint _cluster;

    public MockCluster(IEnumerable<TopicArgument> topics)
    {
        Span<byte> error = stackalloc byte[512];
        _client = LibRdKafka.New(LibRdKafka.Producer, 0, error, (nuint)error.Length);
        if (_client == 0)
            throw new InvalidOperationException($"librdkafka: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        _cluster = LibRdKafka.MockClusterNew(_client, brokers: 1);
        if (_cluster == 0)
            throw new InvalidOperationException("librdkafka did not start its broker.");

        foreach (var topic in topics)
        {
            var result = LibRdKafka.MockTopicCreate(_cluster, topic.Name, topic.Partitions, replicas: 1);
            if (result != 0)
                throw new InvalidOperationException($"librdkafka did not create the topic {topic.Name}: error {result}.");
        }

        Address = IPEndPoint.Parse(Marshal.PtrToStringUTF8(LibRdKafka.MockClusterBootstraps(_cluster))!.Split(',')[0]);
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        LibRdKafka.MockClusterDestroy(_cluster);
        LibRdKafka.Destroy(_client);
    }
}
