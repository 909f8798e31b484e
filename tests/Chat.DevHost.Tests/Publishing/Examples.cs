using System.Text.Json.Nodes;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>Manifests that Aspire's own samples publish, in a folder beside the repository; not everybody has it.</summary>
internal static class Examples
{
    public static string? Folder { get; } = Find();

    public static string Text(string sample) => File.ReadAllText(Path.Combine(Folder!, $"example-{sample}.json"));

    /// <summary>The resource's JSON, in one form.</summary>
    public static string Resource(string sample, string name) => PublishedManifest.ResourceIn(Text(sample), name);

    public static IReadOnlyList<string> Names(string sample) =>
        [.. JsonNode.Parse(Text(sample))!["resources"]!.AsObject().Select(resource => resource.Key)];

    private static string? Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Chat.sln")))
            root = root.Parent;
        var beside = Path.Combine(root?.Parent?.FullName ?? "", "shared", "aspire");
        return Directory.Exists(beside) ? beside : null;
    }
}

/// <summary>A test against the examples; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExampleFactAttribute : FactAttribute
{
    public ExampleFactAttribute()
    {
        if (Examples.Folder is null)
            Skip = "Aspire's example manifests are not beside the repository.";
    }
}

/// <inheritdoc cref="ExampleFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExampleTheoryAttribute : TheoryAttribute
{
    public ExampleTheoryAttribute()
    {
        if (Examples.Folder is null)
            Skip = "Aspire's example manifests are not beside the repository.";
    }
}
