using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Checker;

/// <summary>The first 64 bits of a content's SHA-256: enough to tell accidents apart, small enough for a million of them.</summary>
[JsonConverter(typeof(ContentHashJsonConverter))]
public readonly record struct ContentHash(ulong Value)
{
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new ContentHash(BinaryPrimitives.ReadUInt64BigEndian(hash));
    }

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    internal sealed class ContentHashJsonConverter : JsonConverter<ContentHash>
    {
        public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ulong.TryParse(reader.GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                ? new ContentHash(value)
                : throw new JsonException("A content hash is 16 hexadecimal digits.");

        public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
