using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.AppHost.Tests.Publishing;

namespace Chat.AppHost.Tests.Infra;

/// <summary>The templates by themselves, and against what the manifest gives them.</summary>
[Collection(ManifestsCollection.Name)]
public sealed class TemplateTests(PublishedManifests manifests, Templates templates)
{
    private static readonly string[] Services = ["delivery", "edge", "gateway", "media", "messaging", "presence"];

    /// <summary>What Event Hubs calls whoever comes with a connection string; the scaler takes it as a secret only.</summary>
    private const string EventHubsUser = "$ConnectionString";

    public static TheoryData<string> ServiceNames => [.. Services];

    [Fact]
    public void Every_template_compiles_without_a_warning()
    {
        Assert.Equal(Templates.Files.Count(), templates.All.Count());
        Assert.Empty(templates.Complaints);
    }

    [Fact]
    public void Every_template_is_used() =>
        Assert.Equal(
            Templates.Files.Select(Path.GetFileName),
            Deployments().Select(deployment => Path.GetFileName(deployment.Path)).Distinct().Order());

    [Fact]
    public void A_template_is_given_what_it_asks_for_and_nothing_else() =>
        Assert.All(Deployments(), deployment =>
        {
            var parameters = templates.Of(deployment.Path).Parameters;
            var given = deployment.Parameters.Select(parameter => parameter.Key).ToArray();
            Assert.Empty(given.Except(parameters.Keys));
            var required = parameters.Where(parameter => !parameter.Value.ContainsKey("defaultValue")).Select(parameter => parameter.Key);
            Assert.Empty(required.Except(given));
        });

    /// <summary>Of a text around an expression azd makes Bicep that does not compile. How a project is deployed is said in another
    /// way: there it may be any text, and must be one.</summary>
    [Fact]
    public void A_template_is_given_texts_lists_or_whole_expressions()
    {
        Assert.All(
            Parameters(resource => resource),
            parameter => Assert.Matches(@"^([^{}]*|\{[^{}]+\})$", parameter is JsonArray ? "" : (string?)parameter));
        Assert.All(Parameters(resource => resource["deployment"] as JsonObject), parameter => Assert.Equal(JsonValueKind.String, parameter.GetValueKind()));

        IEnumerable<JsonNode> Parameters(Func<JsonObject, JsonObject?> template) =>
            manifests.Of(PublishedManifests.Azure).Resources.Values
                .Select(template)
                .SelectMany(one => one?["params"]?.AsObject().Select(parameter => parameter.Value!) ?? []);
    }

    [Fact]
    public void Every_template_takes_the_location_that_azd_gives_it() =>
        Assert.All(templates.All, template => Assert.Contains("location", template.Parameters.Keys));

    [Fact]
    public void A_secret_is_given_to_secure_parameters_alone()
    {
        var azure = manifests.Of(PublishedManifests.Azure);
        var secrets = azure.Of("parameter.v0")
            .Where(parameter => (bool?)parameter.Resource["inputs"]?["value"]?["secret"] == true)
            .Select(parameter => $"{{{parameter.Name}.value}}")
            .ToArray();
        var takers = Deployments().SelectMany(deployment => deployment.Parameters
            .Where(parameter => parameter.Value is JsonValue value && secrets.Contains(value.ToString()))
            .Select(parameter => templates.Of(deployment.Path).Parameters[parameter.Key]));
        Assert.NotEmpty(takers);
        Assert.All(takers, parameter => Assert.Equal("securestring", (string?)parameter["type"], ignoreCase: true));
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_container_app_has_the_services_name_and_the_environment_of_the_manifest(string service)
    {
        var app = templates.Of($"{service}.bicep").ContainerApp;
        Assert.Equal(service, (string?)app["name"]);

        // {NAME}_HTTP says again what services__{name}__http__0 says.
        var composed = manifests.Of(PublishedManifests.Azure).Resources[service]["env"]!.AsObject()
            .Select(variable => variable.Key)
            .Where(name => !name.EndsWith("_HTTP", StringComparison.Ordinal));
        var deployed = Container(app)["env"]!.AsArray().Select(variable => (string)variable!["name"]!);
        Assert.Equal(composed.Order(StringComparer.Ordinal), deployed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void What_the_composition_says_in_so_many_words_the_container_app_says_too(string service)
    {
        var composed = manifests.Of(PublishedManifests.Azure).Resources[service]["env"]!.AsObject()
            .Select(variable => (variable.Key, Value: (string)variable.Value!))
            .Where(variable => !variable.Value.Contains('{', StringComparison.Ordinal))
            .ToArray();
        var deployed = Container(templates.Of($"{service}.bicep").ContainerApp)["env"]!.AsArray()
            .ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);
        Assert.NotEmpty(composed);
        Assert.All(composed, variable => Assert.Equal(variable.Value, deployed[variable.Key]));
    }

    [Theory]
    [InlineData("edge", "Edge__DrainOver")]
    [InlineData("gateway", "Gateway__DrainOver")]
    public void A_replica_that_drains_is_given_longer_than_it_drains(string service, string drainOver)
    {
        var drain = TimeSpan.Parse((string)manifests.Of(PublishedManifests.Azure).Resources[service]["env"]![drainOver]!, CultureInfo.InvariantCulture);
        var grace = (int)templates.Of($"{service}.bicep").ContainerApp["properties"]!["template"]!["terminationGracePeriodSeconds"]!;
        Assert.True(TimeSpan.FromSeconds(grace) > drain, $"{grace} s");
    }

    [Theory]
    [InlineData("gateway", "metrics-api")]
    [InlineData("messaging", "cpu")]
    [InlineData("delivery", "kafka")]
    public void A_service_is_scaled_by_what_its_work_is(string service, string scaler) =>
        Assert.Contains(
            scaler,
            templates.Of($"{service}.bicep").ContainerApp["properties"]!["template"]!["scale"]!["rules"]!.AsArray()
                .Select(rule => (string?)rule!["custom"]?["type"]));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_container_app_is_probed_for_its_health_and_its_life(string service)
    {
        var probes = Container(templates.Of($"{service}.bicep").ContainerApp)["probes"]!.AsArray()
            .ToDictionary(probe => (string)probe!["type"]!, probe => (string?)probe!["httpGet"]?["path"]);
        Assert.Equal("/alive", probes["Liveness"]);
        Assert.Equal("/health", probes["Readiness"]);
        Assert.Contains("Startup", probes.Keys);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_container_app_holds_no_secret_of_its_own(string service)
    {
        var app = templates.Of($"{service}.bicep").ContainerApp;
        var secrets = app["properties"]!["configuration"]!["secrets"]!.AsArray();
        Assert.All(secrets, secret => Assert.True(
            secret!["keyVaultUrl"] is not null
                || ((string)secret["value"]!).Contains("listKeys", StringComparison.OrdinalIgnoreCase)
                || (string)secret["value"]! == EventHubsUser,
            secret.ToJsonString()));
        var names = secrets.Select(secret => (string)secret!["name"]!).ToHashSet();
        var referred = Container(app)["env"]!.AsArray().Select(variable => (string?)variable!["secretRef"]).OfType<string>();
        Assert.NotEmpty(referred);
        Assert.All(referred, reference => Assert.Contains(reference, names));
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_services_identity_may_read_the_secrets_that_its_app_reads_and_no_others(string service)
    {
        var read = templates.Of($"{service}.bicep").ContainerApp["properties"]!["configuration"]!["secrets"]!.AsArray()
            .Select(secret => (string?)secret!["keyVaultUrl"])
            .OfType<string>()
            // [format('{0}secrets/redis', parameters('vaultUri'))]
            .Select(url => url.Split("secrets/")[1].Split('\'')[0]);
        var allowed = manifests.Of(PublishedManifests.Azure).Resources[$"{service}-identity"]["params"]!["secrets"]!.AsArray()
            .Select(secret => (string)secret!)
            .ToArray();
        Assert.Equal(read.Order(), allowed.Order());
        Assert.Empty(allowed.Except(templates.All.SelectMany(template => template.Secrets)));
    }

    [Fact]
    public void Only_the_edges_ingress_is_external() =>
        Assert.Equal(["edge"], Services.Where(service =>
            (bool?)templates.Of($"{service}.bicep").ContainerApp["properties"]!["configuration"]!["ingress"]?["external"] == true));

    [Fact]
    public void Services_know_the_key_of_tokens_only_if_they_check_tokens() =>
        Assert.Equal(
            ["gateway", "media", "messaging", "presence"],
            Services.Where(service => Container(templates.Of($"{service}.bicep").ContainerApp)["env"]!.AsArray()
                .Any(variable => (string?)variable!["name"] == "Auth__SigningKey")));

    private static JsonNode Container(JsonObject app) => Assert.Single(app["properties"]!["template"]!["containers"]!.AsArray())!;

    /// <summary>Every use of a template: a resource's own, and how a project is deployed.</summary>
    private IEnumerable<(string Path, JsonObject Parameters)> Deployments() =>
        manifests.Of(PublishedManifests.Azure).Resources.Values
            .Select(resource => resource["deployment"] as JsonObject ?? resource)
            .Where(resource => (string?)resource["type"] == "azure.bicep.v0")
            .Select(resource => ((string)resource["path"]!, resource["params"]?.AsObject() ?? []));
}
