using Xunit.Abstractions;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>Aspire's own schema of the manifest, where a copy lies beside the repository.</summary>
[Collection(ManifestsCollection.Name)]
public sealed class SchemaTests(PublishedManifests manifests, ITestOutputHelper output)
{
    [SchemaTheory]
    [InlineData(PublishedManifests.Azure)]
    [InlineData(PublishedManifests.Containers)]
    public async Task The_manifest_is_valid_by_the_schema(string target)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var tests = new NodeTests(Repository.File("tests", "Chat.AppHost.Tests", "js"), output.WriteLine);
        await tests.PassAsync(
            "schema.test.mjs",
            new Dictionary<string, string> { ["SCHEMA"] = SchemaTheoryAttribute.Schema, ["MANIFEST"] = manifests.Of(target).Path },
            cancellation.Token);
    }

    private sealed class SchemaTheoryAttribute : TheoryAttribute
    {
        public static readonly string Schema = Repository.File("..", "shared", "aspire", "aspire-8.0.schema.json");

        public SchemaTheoryAttribute()
        {
            if (!File.Exists(Schema))
                Skip = "There is no copy of Aspire's manifest schema beside the repository.";
        }
    }
}
