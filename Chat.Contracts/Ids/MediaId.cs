using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

[JsonConverter(typeof(IdJsonConverter<MediaId>))]
public readonly record struct MediaId(long Value) : IId<MediaId>, IParsable<MediaId>
{
    public static string Prefix => "f_";

    public bool IsNone => Value == 0;

    public static MediaId From(long value) => new(value);

    public override string ToString() => IdText.Write(this);

    public static MediaId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"Not an id with the prefix {Prefix}.");

    public static bool TryParse(string? s, IFormatProvider? provider, out MediaId result) => IdText.TryRead(s, out result);
}
