using System.Text.Json.Nodes;

namespace Chat.AppHost.Tests.Infra;

/// <summary>A Bicep template as the compiler understood it.</summary>
/// <param name="Name">The file's, without its ending.</param>
/// <param name="Compiled">The ARM template.</param>
public sealed record Template(string Name, JsonObject Compiled)
{
    public IReadOnlyDictionary<string, JsonObject> Parameters { get; } = Section(Compiled, "parameters");

    public IReadOnlyCollection<string> Outputs { get; } = [.. Section(Compiled, "outputs").Keys];

    /// <summary>Names of the key vault's secrets that it writes.</summary>
    public IReadOnlyCollection<string> Secrets { get; } =
        [.. ResourcesOf(Compiled).Where(resource => (string?)resource["type"] == "Microsoft.KeyVault/vaults/secrets").Select(SecretName)];

    /// <summary>Those that it creates; the ones it only refers to are not among them.</summary>
    public IEnumerable<JsonObject> Resources => ResourcesOf(Compiled);

    public JsonObject ContainerApp => Assert.Single(Resources, resource => (string?)resource["type"] == "Microsoft.App/containerApps");

    private static IEnumerable<JsonObject> ResourcesOf(JsonObject compiled) => compiled["resources"] switch
    {
        JsonArray list => list.Select(resource => resource!.AsObject()),
        JsonObject named => named.Select(resource => resource.Value!.AsObject()).Where(resource => (bool?)resource["existing"] != true),
        _ => [],
    };

    // [format('{0}/{1}', parameters('vaultName'), 'redis')]
    private static string SecretName(JsonObject secret) => ((string)secret["name"]!).Split('\'')[^2].Split('/')[^1];

    private static Dictionary<string, JsonObject> Section(JsonObject compiled, string section) =>
        compiled[section]?.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.AsObject()) ?? [];
}
