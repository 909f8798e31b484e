using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Chat.DevHost.Publishing;

/// <summary>The file that <c>--publisher manifest --output-path FILE</c> asks for.</summary>
internal static class ManifestFile
{
    private const string DefaultName = "aspire-manifest.json";

    /// <returns>Where it is.</returns>
    /// <exception cref="DistributedApplicationException">The command line is not complete, or the file cannot be written.</exception>
    public static async Task<string> WriteAsync(Manifest manifest, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var path = PathFrom(configuration);

        // Complete or not at all: a deployment tool would take a half for the whole.
        using var content = new MemoryStream();
        await manifest.WriteAsync(content, path, cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content.ToArray(), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The manifest cannot be written: {failure.Message}");
        }

        return path;
    }

    private static string PathFrom(IConfiguration configuration)
    {
        if (configuration["publisher"] is not "manifest")
            throw new DistributedApplicationException($"There is no publisher '{configuration["publisher"]}': only 'manifest'.");
        var given = configuration["output-path"];
        if (string.IsNullOrEmpty(given))
            throw new DistributedApplicationException("Publishing needs a file to write the manifest to: --output-path FILE.");

        var path = Path.GetFullPath(given);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, DefaultName);
    }
}
