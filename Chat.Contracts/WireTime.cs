using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Contracts;

/// <summary>
/// A time on the wire: ISO 8601, UTC, milliseconds, <c>Z</c>. Held as Unix milliseconds, so that what a client is told
/// once (an ACK) and again (a replay) is the same to the last digit.
/// </summary>
[JsonConverter(typeof(WireTimeJsonConverter))]
public readonly record struct WireTime(long UnixMilliseconds)
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static WireTime Of(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);

    internal sealed class WireTimeJsonConverter : JsonConverter<WireTime>
    {
        public override WireTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Of(reader.GetDateTimeOffset());

        public override void Write(Utf8JsonWriter writer, WireTime value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[24];
            value.ToDateTimeOffset().UtcDateTime.TryFormat(text, out var length, Format, System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
        }
    }
}
