using System.Buffers.Text;
using System.Text;

namespace Chat.Load.Wire;

/// <summary>What a record of SignalR's JSON protocol is, seen by its first bytes alone: servers write the type first, and
/// base64 keeps the ciphertext from looking like a field.</summary>
internal static class HubRecord
{
    /// <summary>Ends each record.</summary>
    public const byte Separator = 0x1e;

    public static ReadOnlySpan<byte> Handshake => """{"protocol":"json","version":1}"""u8;

    public static ReadOnlySpan<byte> Ping => """{"type":6}"""u8;

    public static RecordKind KindOf(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("""{"type":3"""u8))
            return record.IndexOf("\"error\":"u8) < 0 ? RecordKind.Completion : RecordKind.Refusal;
        if (record.StartsWith("""{"type":2"""u8))
            return RecordKind.StreamItem;
        if (record.StartsWith("""{"type":7"""u8))
            return RecordKind.Close;
        if (!record.StartsWith("""{"type":1,"target":"""u8))
            return RecordKind.Other;
        var target = record["""{"type":1,"target":""".Length..];
        return target.StartsWith("\"Message\""u8) ? RecordKind.Message
            : target.StartsWith("\"Receipt\""u8) ? RecordKind.Receipt
            : RecordKind.Other;
    }

    /// <exception cref="FormatException">There is none.</exception>
    public static long Seq(ReadOnlySpan<byte> record)
    {
        var at = record.IndexOf("\"seq\":"u8);
        return at >= 0 && Utf8Parser.TryParse(record[(at + 6)..], out long seq, out _)
            ? seq
            : throw new FormatException($"No seq in {Encoding.UTF8.GetString(record)}");
    }
}
