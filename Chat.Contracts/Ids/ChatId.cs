using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

[JsonConverter(typeof(IdJsonConverter<ChatId>))]
public readonly record struct ChatId(long Value) : IId<ChatId>, IParsable<ChatId>
{
    public static string Prefix => "c_";

    public bool IsNone => Value == 0;

    /// <summary>The logical shard (0–255) that holds this chat: the lowest bits of its id.</summary>
    public int LogicalShard => IdLayout.ShardOf(Value);

    public static ChatId From(long value) => new(value);

    public override string ToString() => IdText.Write(this);

    public static ChatId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"Not an id with the prefix {Prefix}.");

    public static bool TryParse(string? s, IFormatProvider? provider, out ChatId result) => IdText.TryRead(s, out result);
}
