using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

[JsonConverter(typeof(IdJsonConverter<UserId>))]
public readonly record struct UserId(long Value) : IId<UserId>, IParsable<UserId>
{
    public static string Prefix => "u_";

    public bool IsNone => Value == 0;

    public static UserId From(long value) => new(value);

    public override string ToString() => IdText.Write(this);

    public static UserId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"Not an id with the prefix {Prefix}.");

    public static bool TryParse(string? s, IFormatProvider? provider, out UserId result) => IdText.TryRead(s, out result);
}
