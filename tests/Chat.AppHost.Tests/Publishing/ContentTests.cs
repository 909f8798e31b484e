using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>What the manifest says, and what it must not.</summary>
[Collection(ManifestsCollection.Name)]
public sealed partial class ContentTests(PublishedManifests manifests)
{
    public static TheoryData<string> Targets => [PublishedManifests.Azure, PublishedManifests.Containers];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_path_exists(string target)
    {
        var manifest = manifests.Of(target);
        Assert.All(
            manifest.Texts().Where(text => text.Where.EndsWith("/path", StringComparison.Ordinal)),
            text => Assert.True(File.Exists(manifest.Resolve(text.Value)), $"{text.Resource}: {text.Value}"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_six_services_are_projects(string target) =>
        Assert.Equal(
            ["delivery", "edge", "gateway", "media", "messaging", "presence"],
            manifests.Of(target).Of(target == PublishedManifests.Azure ? "project.v1" : "project.v0").Select(project => project.Name).Order());

    [Theory]
    [MemberData(nameof(Targets))]
    public void Only_the_edge_is_reached_from_outside(string target)
    {
        var external = manifests.Of(target).Resources
            .Where(resource => Bindings(resource.Value).Any(binding => (bool?)binding["external"] == true))
            .Select(resource => resource.Key);
        Assert.Equal(["edge"], external);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_secret_parameter_has_no_value_and_is_generated(string target)
    {
        var secrets = manifests.Of(target).Of("parameter.v0").Where(parameter => (bool?)Input(parameter.Resource)["secret"] == true).ToArray();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret =>
        {
            var input = Input(secret.Resource);
            Assert.Null(input["default"]?["value"]);
            Assert.True((int)input["default"]!["generate"]!["minLength"]! >= 22, secret.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_azd_is_to_generate_comes_before_what_has_a_default_by_name(string target)
    {
        var generated = manifests.Of(target).Of("parameter.v0")
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .SkipWhile(parameter => Input(parameter.Resource)["default"]?["value"] is null)
            .Where(parameter => Input(parameter.Resource)["default"]?["generate"] is not null);
        Assert.Empty(generated.Select(parameter => parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Bindings_have_schemes_that_azd_takes(string target) =>
        Assert.All(
            manifests.Of(target).Resources.SelectMany(resource => Bindings(resource.Value)),
            binding => Assert.Contains((string?)binding["scheme"], (string[])["http", "https", "tcp"]));

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_named_like_a_secret_is_an_expression(string target) =>
        Assert.All(
            manifests.Of(target).Texts().Where(text => SecretName().IsMatch(text.Where)),
            text => Assert.Matches("^[^{}]*\\{[^{}]+\\}[^{}]*$", text.Value));

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_connection_string_holds_a_password_that_is_not_an_expression(string target) =>
        Assert.DoesNotContain(manifests.Of(target).Texts(), text => LiteralPassword().IsMatch(text.Value));

    [Fact]
    public void Containers_keep_their_data_in_volumes() =>
        Assert.Equal(
            ["azurite", "kafka", "postgres", "redis"],
            manifests.Of(PublishedManifests.Containers).Of("container.v0")
                .Where(container => container.Resource["volumes"] is JsonArray { Count: > 0 })
                .Select(container => container.Name)
                .Order());

    /// <summary>azd's environment lets no replica see an address of its own, and without one none starts.</summary>
    [Fact]
    public void Beside_containers_every_service_advertises_its_name() =>
        Assert.All(
            manifests.Of(PublishedManifests.Containers).Of("project.v0"),
            project => Assert.Equal(project.Name, (string?)project.Resource["env"]!["Advertise__Host"]));

    [Fact]
    public async Task Volumes_can_be_left_out()
    {
        var file = PublishedManifests.File("without-volumes");
        var (exitCode, output) = await PublishedManifests.RunAsync(
            "--publisher", "manifest", "--output-path", file, "--Publish:Target", "containers", "--Publish:Volumes", "false");
        Assert.True(exitCode == 0, output);
        var containers = new Manifest(PublishedManifests.Containers, file, await File.ReadAllTextAsync(file)).Of("container.v0").ToArray();
        Assert.NotEmpty(containers);
        Assert.All(containers, container => Assert.Null(container.Resource["volumes"]));
    }

    [Fact]
    public void On_Azure_nothing_is_a_container_of_ours() =>
        Assert.Empty(manifests.Of(PublishedManifests.Azure).Of("container.v0"));

    [Fact]
    public async Task A_target_that_there_is_not_is_refused()
    {
        var (exitCode, output) = await PublishedManifests.RunAsync(
            "--publisher", "manifest", "--output-path", PublishedManifests.File("moon"), "--Publish:Target", "moon");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Publish:Target is 'azure' or 'containers', not 'moon'.", output, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonObject> Bindings(JsonObject resource) =>
        resource["bindings"]?.AsObject().Select(binding => binding.Value!.AsObject()) ?? [];

    private static JsonObject Input(JsonObject parameter) => parameter["inputs"]!["value"]!.AsObject();

    [GeneratedRegex("(?i)/(env|params)/[^/]*(password|secret|key)$")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?i)(password|accountkey|sharedaccesskey)=(?!\{)[^;]+")]
    private static partial Regex LiteralPassword();
}
