using System.Text.RegularExpressions;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>docs/deploy.md speaks of parameters that there are, and of all that may be set.</summary>
[Collection(ManifestsCollection.Name)]
public sealed partial class DocumentedSettingsTests(PublishedManifests manifests)
{
    private static readonly string Text = File.ReadAllText(Repository.File("docs", "deploy.md"));

    [Fact]
    public void Every_parameter_that_is_set_in_the_text_is_one_of_the_deployment()
    {
        var named = Named().Matches(Text).Select(match => match.Groups[1].Value).Where(name => name != "NAME").Distinct().ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Parameters().Select(name => name.Replace('-', '_'))));
    }

    [Fact]
    public void Every_parameter_of_the_deployment_is_in_the_text() =>
        Assert.DoesNotContain(Parameters(), name =>
            !Text.Contains(name.EndsWith("-replicas", StringComparison.Ordinal) ? "NAME" + name[name.IndexOf('-')..] : name, StringComparison.Ordinal)
            && !Text.Contains(name.Replace('-', '_'), StringComparison.Ordinal));

    private IEnumerable<string> Parameters() => manifests.Of(PublishedManifests.Azure).Of("parameter.v0").Select(parameter => parameter.Name);

    [GeneratedRegex(@"(?:infra\.parameters|\$P)\.([A-Za-z0-9_]+)")]
    private static partial Regex Named();
}
