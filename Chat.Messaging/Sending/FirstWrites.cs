using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;

namespace Chat.Messaging.Sending;

/// <summary>Warms a replica up: batches that change nothing, to every shard, called over the network as the gateways do.</summary>
public sealed partial class FirstWrites(
    Shards shards, InternalClient client, AdvertisedAddress address, IdGenerator ids, ILogger<FirstWrites> logger)
{
    /// <summary>To each shard; the compiler makes good code of what was called 30 times.</summary>
    private const int Calls = 40;

    /// <inheritdoc cref="WarmUp"/>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var me = new Instance("me", address.Internal, address.Public, Draining: false);
        try
        {
            for (var call = 0; call < Calls; call++)
            {
                var batch = new WriteBatch();
                foreach (var shard in shards.All)
                    Add(batch, NowhereOn(shard));
                await client.CallAsync(me, InternalRoutes.Write, batch, WriteResult.Parser, InternalClient.DefaultDeadline, cancellation);
            }
        }
        catch (ChatException exception)
        {
            LogCold(logger, exception);
        }
    }

    /// <summary>Nobody is a member of a chat that does not exist.</summary>
    private ChatId NowhereOn(Shard shard)
    {
        while (true)
        {
            var chat = ids.Next<ChatId>();
            if (shards.Of(chat) == shard)
                return chat;
        }
    }

    private static void Add(WriteBatch batch, ChatId chat)
    {
        batch.Sends.Add(new SendItem
        {
            ChatId = chat.Value,
            SenderId = 1,
            DeviceId = 1,
            ClientMsgId = ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray(bigEndian: true)),
            Ciphertext = ByteString.CopyFrom(1),
        });
        batch.Watermarks.Add(new WatermarkItem { ChatId = chat.Value, UserId = 1, DeviceId = 1, DeliveredSeq = 1 });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The replica begins without having been warmed up")]
    private static partial void LogCold(ILogger logger, Exception exception);
}
