using System.Text.Json.Serialization;

namespace Chat.Contracts.Ids;

[JsonConverter(typeof(IdJsonConverter<DeviceId>))]
public readonly record struct DeviceId(long Value) : IId<DeviceId>, IParsable<DeviceId>
{
    public static string Prefix => "d_";

    public bool IsNone => Value == 0;

    public static DeviceId From(long value) => new(value);

    public override string ToString() => IdText.Write(this);

    public static DeviceId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"Not an id with the prefix {Prefix}.");

    public static bool TryParse(string? s, IFormatProvider? provider, out DeviceId result) => IdText.TryRead(s, out result);
}
