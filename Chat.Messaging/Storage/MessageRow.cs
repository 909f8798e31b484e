using Chat.Contracts.Internal;
using Google.Protobuf;
using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>A row of <c>message</c> (alias <c>m</c>) as it is sent between services.</summary>
public static class MessageRow
{
    public const string Columns =
        "m.chat_id, m.seq, m.sender_id, m.device_id, m.client_msg_id, m.kind, m.ref_seq, m.ciphertext, m.sent_at, m.media_ids";

    /// <summary>How many columns these are: the ordinal of what a statement selects after them.</summary>
    public const int Count = 10;

    /// <summary>Reads the row where the reader stands, the columns from <paramref name="first"/> on.</summary>
    public static StoredMessage Read(NpgsqlDataReader reader, int first = 0)
    {
        var message = new StoredMessage
        {
            ChatId = reader.GetInt64(first),
            Seq = reader.GetInt64(first + 1),
            SenderId = reader.GetInt64(first + 2),
            DeviceId = reader.GetInt64(first + 3),
            ClientMsgId = ByteString.CopyFrom(reader.GetGuid(first + 4).ToByteArray(bigEndian: true)),
            Kind = reader.GetInt16(first + 5),
            RefSeq = reader.IsDBNull(first + 6) ? 0 : reader.GetInt64(first + 6),
            Ciphertext = UnsafeByteOperations.UnsafeWrap(reader.GetFieldValue<byte[]>(first + 7)),
            SentAt = reader.GetFieldValue<DateTimeOffset>(first + 8).ToUnixTimeMilliseconds(),
        };
        if (!reader.IsDBNull(first + 9))
            message.MediaIds.AddRange(reader.GetFieldValue<long[]>(first + 9));
        return message;
    }
}
