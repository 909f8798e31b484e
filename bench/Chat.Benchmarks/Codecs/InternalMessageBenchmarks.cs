using BenchmarkDotNet.Attributes;
using Chat.Contracts.Internal;
using Google.Protobuf;

namespace Chat.Benchmarks.Codecs;

/// <summary>The protobuf messages that a message passes through on its way, in batches of <see cref="Items"/>; per item.</summary>
[MemoryDiagnoser]
public class InternalMessageBenchmarks
{
    private const int Items = 64;

    private byte[] _bytes = [];

    public static IEnumerable<Batch> Batches =>
    [
        new(new WriteBatch { Sends = { Each(_ => Sample.Send()) } }, WriteBatch.Parser),
        new(new WriteResult { Sends = { Each(seq => new SendResult { Seq = seq, SentAt = Sample.At }) } }, WriteResult.Parser),
        new(new EventBatch { Events = { Each(Sample.Event) } }, EventBatch.Parser),
        new(new PushBatch { Source = "delivery-1", Number = 1, Pushes = { Each(ToOne) } }, PushBatch.Parser),
    ];

    [ParamsSource(nameof(Batches))]
    public required Batch Of { get; set; }

    [GlobalSetup]
    public void Prepare() => _bytes = Of.Message.ToByteArray();

    [Benchmark(OperationsPerInvoke = Items)]
    public byte[] Write() => Of.Message.ToByteArray();

    [Benchmark(OperationsPerInvoke = Items)]
    public IMessage Parse() => Of.Parser.ParseFrom(_bytes);

    private static IEnumerable<T> Each<T>(Func<long, T> item) => Enumerable.Range(1, Items).Select(seq => item(seq));

    private static Push ToOne(long seq) =>
        new() { ConnectionIds = { Sample.At * 1_000 + seq }, ChatId = Sample.Chat.Value, AcceptedAt = Sample.At, Message = Sample.Message(seq) };

    public sealed record Batch(IMessage Message, MessageParser Parser)
    {
        public override string ToString() => Message.Descriptor.Name;
    }
}
