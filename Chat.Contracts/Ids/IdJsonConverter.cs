using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

/// <summary>
/// Ids are JSON strings. Text that is no id of the kind reads as <c>default</c>, so that it meets the same check
/// (<c>IsNone</c>) and the same protocol error as an absent one, instead of a binding failure without a code.
/// </summary>
public sealed class IdJsonConverter<T> : JsonConverter<T>
    where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && IdText.TryRead<T>(reader.GetString(), out var id) ? id
        : reader.TokenType == JsonTokenType.String ? default
        : throw new JsonException($"An id is a string with the prefix {T.Prefix}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[T.Prefix.Length + IdText.Digits];
        T.Prefix.CopyTo(text);
        IdText.WriteDigits(text[T.Prefix.Length..], value.Value);
        writer.WriteStringValue(text);
    }
}
