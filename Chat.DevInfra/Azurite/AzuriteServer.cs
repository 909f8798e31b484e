using System.Globalization;
using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Azurite;

/// <summary>Azurite's blob service, from this project's node_modules.</summary>
internal static class AzuriteServer
{
    private const string EntryPoint = "node_modules/azurite/dist/src/blob/main.js";

    /// <exception cref="MissingPartException">Node or the package is missing.</exception>
    public static int Become(ServerArguments arguments)
    {
        var node = Tool.Find("node") ?? throw new MissingPartException("Node is missing: apt-get install nodejs");
        var azurite = FindEntryPoint() ?? throw new MissingPartException("Azurite is missing: npm ci --prefix Chat.DevInfra");
        Directory.CreateDirectory(arguments.Data);
        return ProcessImage.Replace(
            node,
            [
                azurite,
                "--blobHost", "127.0.0.1",
                "--blobPort", arguments.Port.ToString(CultureInfo.InvariantCulture),
                "--location", arguments.Data,
                "--silent",
                "--disableTelemetry",
            ]);
    }

    /// <summary>The package lies beside the project file, some folders above the built program.</summary>
    private static string? FindEntryPoint()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, EntryPoint);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
