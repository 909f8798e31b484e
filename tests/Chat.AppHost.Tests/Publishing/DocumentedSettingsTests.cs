using System.Text.RegularExpressions;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>docs/deploy.md speaks of parameters that there are, and of all that may be set.</summary>
[Collection(ManifestsCollection.Name)]
public sealed partial class DocumentedSettingsTests(PublishedManifests manifests)
{
    private static readonly string Text = File.ReadAllText(Repository.File("docs", "deploy.md"));

    [Fact]
    public void Every_secret_that_is_set_in_the_text_is_one_that_azd_generates()
    {
        var named = Secret().Matches(Text).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Parameters(generated: true).Select(name => name.Replace('-', '_'))));
    }

    /// <summary>azd takes those from its environment, by this name.</summary>
    [Fact]
    public void Every_setting_that_is_set_in_the_text_is_one_with_a_default()
    {
        var named = Setting().Matches(Text).Select(match => match.Groups[1].Value).Where(name => name != "NAME").Distinct().ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Parameters(generated: false).Select(name => name.Replace('-', '_').ToUpperInvariant())));
    }

    [Fact]
    public void Every_parameter_of_the_deployment_is_in_the_text() =>
        Assert.DoesNotContain(Parameters(generated: true).Concat(Parameters(generated: false)), name =>
            !Text.Contains(name.EndsWith("-replicas", StringComparison.Ordinal) ? "NAME" + name[name.IndexOf('-')..] : name, StringComparison.Ordinal)
            && !Text.Contains(name.Replace('-', '_'), StringComparison.Ordinal));

    private IEnumerable<string> Parameters(bool generated) =>
        manifests.Of(PublishedManifests.Azure).Of("parameter.v0")
            .Where(parameter => generated == (parameter.Resource["inputs"]!["value"]!["default"]!["generate"] is not null))
            .Select(parameter => parameter.Name);

    [GeneratedRegex(@"(?:infra\.parameters|\$P)\.([A-Za-z0-9_]+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\bAZURE_([A-Z0-9_]+)")]
    private static partial Regex Setting();
}
