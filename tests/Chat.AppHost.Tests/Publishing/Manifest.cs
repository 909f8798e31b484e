using System.Text.Json.Nodes;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>A manifest as it was written.</summary>
/// <param name="Path">The file: paths in it are relative to its folder.</param>
public sealed record Manifest(string Target, string Path, string Text)
{
    public IReadOnlyDictionary<string, JsonObject> Resources { get; } =
        JsonNode.Parse(Text)!["resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    public IEnumerable<(string Name, JsonObject Resource)> Of(string type) =>
        Resources.Where(resource => (string?)resource.Value["type"] == type).Select(resource => (resource.Key, resource.Value));

    /// <summary>Every text in the manifest, with the resource it is in and the way there.</summary>
    public IEnumerable<(string Resource, string Where, string Value)> Texts() =>
        Resources.SelectMany(resource => TextsIn(resource.Value, "").Select(found => (resource.Key, found.Where, found.Value)));

    /// <summary>Of a resource's path.</summary>
    public string Resolve(string relative) => System.IO.Path.GetFullPath(relative, System.IO.Path.GetDirectoryName(Path)!);

    private static IEnumerable<(string Where, string Value)> TextsIn(JsonNode? node, string where) => node switch
    {
        JsonObject properties => properties.SelectMany(property => TextsIn(property.Value, $"{where}/{property.Key}")),
        JsonArray items => items.SelectMany((item, index) => TextsIn(item, $"{where}/{index}")),
        JsonValue value when value.TryGetValue<string>(out var text) => [(where, text)],
        _ => [],
    };
}
