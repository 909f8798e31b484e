using System.Text.RegularExpressions;
using Chat.AppHost.Tests.Publishing;

namespace Chat.AppHost.Tests.Deployed;

/// <summary>The manifest's environment of a service, with its expressions filled in as azd and the templates would: what Azure makes is
/// made here instead.</summary>
/// <param name="outputs">Of templates: <c>storage.outputs.blobEndpoint</c>; and other ends of expressions.</param>
internal sealed partial class DeployedEnvironment(Manifest manifest, IReadOnlyDictionary<string, string> outputs)
{
    public Dictionary<string, string> Of(string service) =>
        manifest.Resources[service]["env"]!.AsObject().ToDictionary(variable => variable.Key, variable => Fill((string)variable.Value!));

    private string Fill(string text) => Expression().Replace(text, match => Value(match.Groups[1].Value));

    private string Value(string expression)
    {
        if (outputs.TryGetValue(expression, out var output))
            return output;

        return expression.Split('.') switch
        {
            [var resource, "connectionString"] => Fill((string)manifest.Resources[resource]["connectionString"]!),
            [var parameter, "value"] => Parameter(parameter),
            _ => throw new KeyNotFoundException($"Nothing stands in for {{{expression}}}."),
        };
    }

    private string Parameter(string name)
    {
        var input = manifest.Resources[name]["inputs"]!["value"]!["default"]!;
        return (string?)input["value"] ?? new string(name[0], (int)input["generate"]!["minLength"]!);
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression();
}
