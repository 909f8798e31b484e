using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Sending;

/// <summary>Writes a set by <see cref="WriteStatements"/>.</summary>
public sealed class PostgresShardWriter(TimeProvider time) : IShardWriter
{
    /// <summary>Seconds; within the callers' 4.</summary>
    private const int CommandTimeout = 3;

    public async Task<WriteOutcome> WriteAsync(Shard shard, WriteSet set, CancellationToken cancellation)
    {
        await using var connection = await shard.Source.OpenConnectionAsync(cancellation);
        // No explicit transaction: everything up to the one Sync at the end is one, and costs no further round trip.
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandTimeout };
        batch.BatchCommands.Add(Lock(set));
        if (set.Sends.Count > 0)
            batch.BatchCommands.Add(Send(set));
        if (set.Watermarks.Count > 0)
            batch.BatchCommands.Add(Watermarks(set));

        // Once for each connection; the statements stay prepared on it.
        await batch.PrepareAsync(cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var chats = await ReadChatsAsync(reader, cancellation);
        var (sends, outboxId) = await ReadSendsAsync(reader, set.Sends.Count, cancellation);
        var watermarks = await ReadWatermarksAsync(reader, set.Watermarks.Count, cancellation);
        return new WriteOutcome(sends, watermarks, chats, outboxId);
    }

    private static NpgsqlBatchCommand Lock(WriteSet set)
    {
        var chats = set.Sends.Select(send => send.Item.ChatId).Concat(set.Watermarks.Select(item => item.ChatId)).Distinct();
        return new NpgsqlBatchCommand(WriteStatements.Lock) { Parameters = { Array([.. chats]) } };
    }

    private NpgsqlBatchCommand Send(WriteSet set)
    {
        var count = set.Sends.Count;
        var (chats, senders, devices, references) = (new long[count], new long[count], new long[count], new long[count]);
        var (clientIds, kinds, ciphertexts) = (new Guid[count], new short[count], new byte[count][]);
        for (var i = 0; i < count; i++)
        {
            var item = set.Sends[i].Item;
            (chats[i], senders[i], devices[i], references[i]) = (item.ChatId, item.SenderId, item.DeviceId, item.RefSeq);
            (clientIds[i], kinds[i], ciphertexts[i]) = (item.ClientMsgGuid, (short)item.Kind, item.Ciphertext.ToByteArray());
        }

        var window = DeduplicationWindow.At(time.GetUtcNow());
        var command = new NpgsqlBatchCommand(WriteStatements.Send)
        {
            Parameters =
            {
                Array(chats), Array(senders), Array(devices), Array(clientIds), Array(kinds), Array(references), Array(ciphertexts),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = window.From },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = window.Until },
            },
        };
        if (set.CarriesMedia)
        {
            command.CommandText = WriteStatements.SendWithMedia;
            command.Parameters.Add(Array([.. set.Sends.Select(send => MediaOf(send.Item))]));
        }

        return command;
    }

    /// <summary>As Postgres writes an array: one of arrays of different lengths cannot be sent.</summary>
    private static string? MediaOf(SendItem item) =>
        item.MediaIds.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{{{string.Join(',', item.MediaIds)}}}");

    private static NpgsqlBatchCommand Watermarks(WriteSet set) => new(WriteStatements.Watermarks)
    {
        Parameters =
        {
            Array([.. set.Watermarks.Select(item => item.ChatId)]),
            Array([.. set.Watermarks.Select(item => item.UserId)]),
            Array([.. set.Watermarks.Select(item => item.DeliveredSeq)]),
            Array([.. set.Watermarks.Select(item => item.ReadSeq)]),
        },
    };

    private static NpgsqlParameter<T[]> Array<T>(T[] values) => new() { TypedValue = values };

    private static async Task<Dictionary<ChatId, LockedChat>> ReadChatsAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var chats = new Dictionary<ChatId, LockedChat>();
        while (await reader.ReadAsync(cancellation))
        {
            var id = new ChatId(reader.GetInt64(0));
            chats.Add(id, new LockedChat(
                id, reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt32(4), Milliseconds(reader, 5), Milliseconds(reader, 6)));
        }

        return chats;
    }

    private static async Task<(SendOutcome[] Sends, long? OutboxId)> ReadSendsAsync(NpgsqlDataReader reader, int count, CancellationToken cancellation)
    {
        var sends = new SendOutcome[count];
        long? outboxId = null;
        if (count == 0)
            return (sends, outboxId);

        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            sends[reader.GetInt32(0) - 1] = new SendOutcome(
                (SendVerdict)reader.GetInt32(1), reader.GetInt64(2), Milliseconds(reader, 3), UserOrNull(reader, 5));
            outboxId ??= reader.IsDBNull(4) ? null : reader.GetInt64(4);
        }

        return (sends, outboxId);
    }

    private static async Task<WatermarkOutcome[]> ReadWatermarksAsync(NpgsqlDataReader reader, int count, CancellationToken cancellation)
    {
        var watermarks = new WatermarkOutcome[count];
        // Also after the last result: an error of the commit itself arrives there.
        if (!await reader.NextResultAsync(cancellation))
            return watermarks;

        while (await reader.ReadAsync(cancellation))
        {
            watermarks[reader.GetInt32(0) - 1] = new WatermarkOutcome(
                reader.GetBoolean(1),
                reader.IsDBNull(2) ? null : reader.GetInt64(2),
                reader.IsDBNull(3) ? null : reader.GetInt64(3),
                Milliseconds(reader, 4),
                UserOrNull(reader, 5));
        }

        await reader.NextResultAsync(cancellation);
        return watermarks;
    }

    private static UserId? UserOrNull(NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : new UserId(reader.GetInt64(ordinal));

    private static long Milliseconds(NpgsqlDataReader reader, int ordinal) =>
        reader.GetFieldValue<DateTimeOffset>(ordinal).ToUnixTimeMilliseconds();
}
