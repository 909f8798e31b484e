using BenchmarkDotNet.Attributes;
using Chat.Contracts.Ids;

namespace Chat.Benchmarks.Codecs;

[MemoryDiagnoser]
public class IdBenchmarks
{
    private readonly ChatId _chat = Sample.Chat;
    private readonly string _chatText = Sample.Chat.ToString();
    private readonly MessageId _message = new(Sample.Chat, 12_345);
    private readonly string _messageText = new MessageId(Sample.Chat, 12_345).ToString();

    [Benchmark]
    public string WriteChat() => IdText.Write(_chat);

    [Benchmark]
    public bool ReadChat() => IdText.TryRead<ChatId>(_chatText, out _);

    [Benchmark]
    public string WriteMessage() => _message.ToString();

    [Benchmark]
    public bool ReadMessage() => MessageId.TryParse(_messageText, out _);
}
