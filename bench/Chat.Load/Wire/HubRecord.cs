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

    /// <summary>The client's goodbye.</summary>
    public static ReadOnlySpan<byte> Close => """{"type":7}"""u8;

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
            : target.StartsWith("\"Presence\""u8) ? RecordKind.Presence
            : target.StartsWith("\"ChatChanged\""u8) ? RecordKind.ChatChanged
            : RecordKind.Other;
    }

    /// <summary>A field's text, which holds no escapes: ids, and words of the protocol.</summary>
    /// <param name="field">Its name and all up to the text, the opening quotation mark included.</param>
    /// <exception cref="FormatException">There is none.</exception>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record, ReadOnlySpan<byte> field)
    {
        var at = record.IndexOf(field);
        var text = at < 0 ? [] : record[(at + field.Length)..];
        var end = text.IndexOf((byte)'"');
        return end >= 0 ? text[..end] : throw new FormatException($"No text in {Encoding.UTF8.GetString(record)}");
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
