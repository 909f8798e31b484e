using System.Globalization;
using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Postgres;

/// <summary>PostgreSQL's server programs. Debian keeps them by version and not on the PATH.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const string DebiansFolder = "/usr/lib/postgresql";

    public string Server => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>The newest of Debian's, else those on the PATH.</summary>
    /// <exception cref="MissingPartException">There are none.</exception>
    public static PostgresBinaries Find()
    {
        var debians = Directory.Exists(DebiansFolder)
            ? Directory.GetDirectories(DebiansFolder)
                .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: VersionOf(folder)))
                .Where(found => File.Exists(Path.Combine(found.Folder, "initdb")))
                .OrderByDescending(found => found.Version)
                .Select(found => found.Folder)
                .FirstOrDefault()
            : null;
        var folder = debians ?? Path.GetDirectoryName(Tool.Find("initdb"));
        return folder is null
            ? throw new MissingPartException("PostgreSQL's server is missing: apt-get install postgresql")
            : new PostgresBinaries(folder);
    }

    private static int VersionOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
