using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

/// <summary>
/// A message's id is its place: the chat and the seq, written <c>m_</c>, the chat's 11 digits, the seq's digits. So it
/// needs no column, no index and no lookup (docs/adr/0002).
/// </summary>
[JsonConverter(typeof(MessageIdJsonConverter))]
public readonly record struct MessageId(ChatId Chat, long Seq)
{
    private const string Prefix = "m_";
    private const int MaxLength = 2 + (2 * IdText.Digits);

    public bool IsNone => Seq == 0;

    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxLength];
        return text[..Write(text)].ToString();
    }

    public static bool TryParse(ReadOnlySpan<char> text, out MessageId id)
    {
        id = default;
        if (text.Length <= Prefix.Length + IdText.Digits || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (!IdText.TryReadDigits(text.Slice(Prefix.Length, IdText.Digits), out var chat) || chat == 0)
            return false;
        // One place has one text: no leading zeros.
        var digits = text[(Prefix.Length + IdText.Digits)..];
        if (digits[0] == '0' || !IdText.TryReadDigits(digits, out var seq))
            return false;

        id = new MessageId(new ChatId(chat), seq);
        return true;
    }

    /// <summary>Returns the length written; 24 characters are always enough.</summary>
    public int Write(Span<char> text)
    {
        Prefix.CopyTo(text);
        IdText.WriteDigits(text.Slice(Prefix.Length, IdText.Digits), Chat.Value);
        var digits = 1;
        for (var rest = Seq / 62; rest > 0; rest /= 62)
            digits++;
        IdText.WriteDigits(text.Slice(Prefix.Length + IdText.Digits, digits), Seq);
        return Prefix.Length + IdText.Digits + digits;
    }

    internal sealed class MessageIdJsonConverter : JsonConverter<MessageId>
    {
        public override MessageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType != JsonTokenType.String ? throw new JsonException("A message id is a string.")
            : TryParse(reader.GetString(), out var id) ? id
            : default;

        public override void Write(Utf8JsonWriter writer, MessageId value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[MaxLength];
            writer.WriteStringValue(text[..value.Write(text)]);
        }
    }
}
