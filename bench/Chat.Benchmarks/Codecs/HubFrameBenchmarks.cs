using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;

namespace Chat.Benchmarks.Codecs;

/// <summary>The JSON between gateway and client.</summary>
[MemoryDiagnoser]
public class HubFrameBenchmarks
{
    private readonly StoredMessage _stored = Sample.Message(seq: 12_345);
    private readonly Message _message;
    private readonly SendAck _ack;
    private readonly byte[] _send = JsonSerializer.SerializeToUtf8Bytes(
        new SendRequest(Guid.NewGuid(), Sample.Chat, Sample.Ciphertext()), ChatJson.Default.SendRequest);

    public HubFrameBenchmarks()
    {
        _message = _stored.ToMessage();
        _ack = new SendAck(_message.ClientMsgId, new MessageId(Sample.Chat, 12_345), Sample.Chat, 12_345, _message.SentAt);
    }

    /// <summary>From what Delivery sent to what clients read.</summary>
    [Benchmark]
    public Message StoredToMessage() => _stored.ToMessage();

    [Benchmark]
    public Frame MessageToFrame() => Frame.Of(_message);

    [Benchmark]
    public SendRequest? ParseSend() => JsonSerializer.Deserialize(_send, ChatJson.Default.SendRequest);

    [Benchmark]
    public byte[] WriteAck() => JsonSerializer.SerializeToUtf8Bytes(_ack, ChatJson.Default.SendAck);
}
