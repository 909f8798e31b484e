using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>A composition's manifest, as it would be in the AppHost's folder.</summary>
internal sealed class PublishedManifest(string text)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Text { get; } = text;

    public IReadOnlyList<string> Names => [.. JsonNode.Parse(Text)!["resources"]!.AsObject().Select(resource => resource.Key)];

    public static async Task<PublishedManifest> OfAsync(IDistributedApplicationBuilder builder)
    {
        await using var app = builder.Build();
        using var stream = new MemoryStream();
        await app.WriteManifestAsync(stream, Path.Combine(builder.AppHostDirectory, "aspire-manifest.json"));
        return new PublishedManifest(Encoding.UTF8.GetString(stream.ToArray()));
    }

    public static string ResourceIn(string manifest, string name) =>
        (JsonNode.Parse(manifest)!["resources"]![name] ?? throw new KeyNotFoundException($"There is no resource '{name}' in the manifest."))
            .ToJsonString(Indented);

    public string Resource(string name) => ResourceIn(Text, name);

    public JsonNode Node(string name) => JsonNode.Parse(Resource(name))!;
}
