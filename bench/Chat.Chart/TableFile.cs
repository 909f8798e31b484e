using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat.Chart;

/// <summary><c>table.json</c> of a folder of results: an array of <see cref="Row"/>.</summary>
internal static class TableFile
{
    private const string Name = "table.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <exception cref="InvalidDataException">It is no such array.</exception>
    public static IReadOnlyList<Row> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(path), Format) ?? [];
            return Array.Find(rows, row => row.Bar <= 0) is { } wrong
                ? throw new InvalidDataException($"{path}: the bar of \"{wrong.Work}\" is not above 0.")
                : rows;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    public static void Write(string folder, IReadOnlyList<Row> rows) =>
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(rows, Format) + "\n");
}
