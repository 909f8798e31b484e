using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Google.Protobuf;

namespace Chat.Messaging.Sending;

/// <summary>
/// Writes a batch that changes nothing to every shard before the process listens: a restarted replica is given its chats
/// back at once, and their first batches would wait for its connections, its prepared statements and the compiler (2 s on
/// a machine under load).
/// </summary>
public sealed class WarmUp(Shards shards, Writes writes, IdGenerator ids) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var shard in shards.All)
        {
            var nowhere = ids.Next<ChatId>();
            while (shards.Of(nowhere) != shard)
                nowhere = ids.Next<ChatId>();
            // Nobody is a member of a chat that does not exist; a shard that is away answers unavailable.
            await writes.WriteAsync(BatchFor(nowhere), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static WriteBatch BatchFor(ChatId chat) => new()
    {
        Sends =
        {
            new SendItem
            {
                ChatId = chat.Value,
                SenderId = 1,
                DeviceId = 1,
                ClientMsgId = ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray(bigEndian: true)),
                Ciphertext = ByteString.CopyFrom(1),
            },
        },
        Watermarks = { new WatermarkItem { ChatId = chat.Value, UserId = 1, DeviceId = 1, DeliveredSeq = 1 } },
    };
}
