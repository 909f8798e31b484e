using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>What <c>Properties/launchSettings.json</c> says of a project.</summary>
internal static class LaunchProfile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether the project listens: its profile of the AppHost's own name, or its first one, has an address.</summary>
    public static bool HasAddress(IProjectMetadata project, IConfiguration configuration)
    {
        var file = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return false;

        using var settings = JsonDocument.Parse(File.ReadAllText(file), Lenient);
        if (!settings.RootElement.TryGetProperty("profiles", out var profiles))
            return false;
        var runnable = profiles.EnumerateObject()
            .Where(profile => profile.Value.TryGetProperty("commandName", out var command) && command.GetString() == "Project")
            .ToArray();
        var chosen = runnable
            .OrderByDescending(profile => profile.Name == configuration["DOTNET_LAUNCH_PROFILE"])
            .Select(profile => profile.Value)
            .FirstOrDefault();
        return chosen.ValueKind == JsonValueKind.Object
            && chosen.TryGetProperty("applicationUrl", out var address)
            && !string.IsNullOrEmpty(address.GetString());
    }
}
