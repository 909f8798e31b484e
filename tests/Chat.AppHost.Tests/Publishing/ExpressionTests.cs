using System.Text.RegularExpressions;
using Chat.AppHost.Tests.Infra;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>Whatever the manifest refers to is in it.</summary>
[Collection(ManifestsCollection.Name)]
public sealed partial class ExpressionTests(PublishedManifests manifests, Templates templates)
{
    [Theory]
    [InlineData(PublishedManifests.Azure)]
    [InlineData(PublishedManifests.Containers)]
    public void Every_expression_names_a_resource_and_something_that_it_has(string target)
    {
        var manifest = manifests.Of(target);
        var unknown = manifest.Texts()
            .SelectMany(text => Expression().Matches(text.Value).Select(match => (text.Resource, text.Where, Expression: match.Groups[1].Value)))
            .Where(found => !Resolves(manifest, found.Resource, found.Expression))
            .Select(found => $"{found.Resource}{found.Where}: {{{found.Expression}}}");
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("nobody.connectionString")]
    [InlineData("messaging.connectionString")]
    [InlineData("chat-0.value")]
    [InlineData("edge.bindings.none.url")]
    [InlineData("storage.outputs.none")]
    [InlineData("vault.secrets.none")]
    public void An_expression_without_an_end_is_found(string expression) =>
        Assert.False(Resolves(manifests.Of(PublishedManifests.Azure), "edge", expression));

    private bool Resolves(Manifest manifest, string from, string expression)
    {
        var parts = expression.Split('.');
        if (!manifest.Resources.TryGetValue(parts[0], out var resource))
            return false;

        return parts[1..] switch
        {
            ["connectionString"] => resource.ContainsKey("connectionString"),
            ["value"] => (string?)resource["type"] is "parameter.v0" or "annotated.string",
            ["inputs", var input] => resource["inputs"]?[input] is not null,
            ["bindings", var binding, "host" or "port" or "targetPort" or "url" or "scheme"] => resource["bindings"]?[binding] is not null,
            ["containerImage" or "containerPort"] => parts[0] == from && (string?)resource["type"] == "project.v1",
            ["outputs", var output] => (string?)resource["type"] == "azure.bicep.v0"
                && templates.Of(manifest.Resolve((string)resource["path"]!)).Outputs.Contains(output),
            ["secrets", var secret] => (string?)resource["type"] == "azure.bicep.v0" && templates.All.Any(template => template.Secrets.Contains(secret)),
            _ => false,
        };
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression();
}
