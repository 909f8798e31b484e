using BenchmarkDotNet.Attributes;
using Chat.Contracts.Internal;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Opening;
using Chat.Gateway.Pushing;
using Chat.Gateway.Upstream;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Benchmarks.FanOut;

/// <summary>A batch of Delivery's, from its bytes to the connections' transports.</summary>
[MemoryDiagnoser]
public class PushBatchBenchmarks
{
    private const int Connections = 1_000;
    private const int Pushes = 256;

    private readonly Audience _audience = new(Connections, () => Task.CompletedTask);
    private readonly HeadsReader _reader = new(new AnyReplica(new NoMessaging(), TimeProvider.System));
    private readonly HeadsComparison _heads;
    private readonly PushHandler _handler;
    private readonly byte[] _toAll;
    private readonly byte[] _toOneEach;
    private long _number;

    public PushBatchBenchmarks()
    {
        _heads = new HeadsComparison(_audience.Table, _reader, TimeProvider.System, NullLogger<HeadsComparison>.Instance);
        _handler = new PushHandler(_audience.Table, new OpenedChats(), _heads, TimeProvider.System);
        _toAll = new PushBatch { Source = "delivery-1", Pushes = { PushTo(_audience.Ids) } }.ToByteArray();
        _toOneEach = new PushBatch { Source = "delivery-1", Pushes = { _audience.Ids.Take(Pushes).Select(id => PushTo([id])) } }.ToByteArray();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _heads.Dispose();
        await _reader.DisposeAsync();
    }

    /// <summary>A group's message; per connection.</summary>
    [Benchmark(OperationsPerInvoke = Connections)]
    public PushResult OneToAThousand() => Handle(_toAll);

    /// <summary>Messages of as many direct chats; per message.</summary>
    [Benchmark(OperationsPerInvoke = Pushes)]
    public PushResult ManyToOneEach() => Handle(_toOneEach);

    private static Push PushTo(IEnumerable<long> connections) =>
        new() { ConnectionIds = { connections }, ChatId = Sample.Chat.Value, AcceptedAt = Sample.At, Message = Sample.Message(seq: 1) };

    private PushResult Handle(byte[] bytes)
    {
        var batch = PushBatch.Parser.ParseFrom(bytes);
        batch.Number = ++_number;
        var result = _handler.Handle(batch);
        return result.UnknownConnectionIds.Count == 0 ? result : throw new InvalidOperationException("A connection was not found.");
    }
}
