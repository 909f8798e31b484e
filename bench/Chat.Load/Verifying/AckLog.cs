using System.Security.Cryptography;
using System.Text.Json;
using Chat.Contracts.Hub;

namespace Chat.Load.Verifying;

/// <summary>Writes down what was acknowledged: JSON lines, each on the disk's side of this process before the next send of its room.</summary>
internal sealed class AckLog(string path) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly StreamWriter _writer = new(path) { AutoFlush = true };

    public Task WriteAsync(AckedRoom room, CancellationToken cancellationToken) =>
        WriteAsync(new AckLogEntry(Room: room), cancellationToken);

    public Task WriteAsync(SendAck ack, byte[] text, CancellationToken cancellationToken) =>
        WriteAsync(
            new AckLogEntry(Ack: new AckedMessage(ack.ChatId, ack.Seq, ack.ClientMsgId, Convert.ToHexString(SHA256.HashData(text)))),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _writing.Dispose();
    }

    private async Task WriteAsync(AckLogEntry entry, CancellationToken cancellationToken)
    {
        var line = JsonSerializer.Serialize(entry, JsonSerializerOptions.Web);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _writer.WriteLineAsync(line);
        }
        finally
        {
            _writing.Release();
        }
    }
}
