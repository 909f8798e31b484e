using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Postgres;

/// <summary>Who runs the server: PostgreSQL refuses root, so root becomes the user that Debian's package made for it.</summary>
internal sealed record PostgresUser(IReadOnlyList<string> Prefix)
{
    private const string Name = "postgres";

    public bool IsAnother => Prefix.Count > 0;

    /// <exception cref="MissingPartException">This is root's process and there is no user to become, or no way to.</exception>
    public static PostgresUser Find()
    {
        if (!Environment.IsPrivilegedProcess)
            return new PostgresUser([]);
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Name + ":", StringComparison.Ordinal)))
            throw new MissingPartException("PostgreSQL refuses to run as root and there is no user 'postgres': apt-get install postgresql");
        var setpriv = Tool.Find("setpriv")
            ?? throw new MissingPartException("PostgreSQL refuses to run as root and setpriv is missing: apt-get install util-linux");
        return new PostgresUser([setpriv, $"--reuid={Name}", $"--regid={Name}", "--clear-groups"]);
    }

    /// <summary>Options of <c>install</c> for what is to be this user's.</summary>
    public IReadOnlyList<string> Ownership => IsAnother ? ["-o", Name, "-g", Name] : [];

    /// <summary>A command line that runs as this user.</summary>
    public (string Program, IEnumerable<string> Arguments) Run(string program, params IEnumerable<string> arguments) =>
        IsAnother ? (Prefix[0], [.. Prefix.Skip(1), "--", program, .. arguments]) : (program, arguments);

    /// <summary>The folder exists, is this user's and nobody else's, and the user can get there.</summary>
    public async Task<bool> OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsAnother)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return true;
        }

        await Tool.RunAsync("install", ["-d", .. Ownership, "-m", "700", folder], "/", "", cancellationToken);
        var (program, arguments) = Run("test", "-w", folder);
        return (await Tool.TryAsync(program, arguments, "/", "", cancellationToken)).ExitCode == 0;
    }
}
