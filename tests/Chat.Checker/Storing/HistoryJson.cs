using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Checker.Storing;

/// <summary>By reflection: the converter of <c>MessageId</c> is Contracts' own, out of reach of code generated here.</summary>
internal static class HistoryJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };
}
