using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Postgres;

/// <summary>The server's data folder: reachable, initialized, unlocked, and with the databases that have to exist.</summary>
internal sealed partial class PostgresData(PostgresBinaries binaries, PostgresUser user, string folder)
{
    private static readonly TimeSpan PatienceWithAnEarlierServer = TimeSpan.FromSeconds(20);

    /// <summary>The folder the server runs on.</summary>
    public string Folder { get; } = Path.Combine(folder, "server");

    /// <summary>Names of the databases that were made on it.</summary>
    private string Made => Folder + ".databases";

    /// <summary>
    /// The folder asked for, or, if the server's user cannot get there (a home folder that is closed to others), one under
    /// <c>/var/lib/chat-dev</c> named by a hash of the path, so that each checkout keeps its own.
    /// </summary>
    public static async Task<PostgresData> OpenAsync(
        PostgresBinaries binaries, PostgresUser user, string wanted, CancellationToken cancellationToken)
    {
        if (await user.OwnAsync(wanted, cancellationToken))
            return new PostgresData(binaries, user, wanted);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..12];
        var instead = $"/var/lib/chat-dev/{hash}";
        Directory.CreateDirectory("/var/lib/chat-dev");
        if (!await user.OwnAsync(instead, cancellationToken))
            throw new InvalidOperationException($"The user postgres can reach neither {wanted} nor {instead}.");
        Console.Error.WriteLine($"The user postgres cannot reach {wanted}: its data is in {instead}.");
        return new PostgresData(binaries, user, instead);
    }

    /// <summary>Runs initdb unless it has run. Beside the final place, then renamed: a half-made folder is never taken for a whole one.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder))
            return;

        var unfinished = Folder + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        File.Delete(Made);
        await RunAsync(
            binaries.InitDb,
            ["-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"],
            "",
            cancellationToken);
        Directory.Move(unfinished, Folder);
    }

    /// <summary>Removes the lock file of a server that was killed; waits for one that is still on its way out.</summary>
    public async Task UnlockAsync(CancellationToken cancellationToken)
    {
        var lockFile = Path.Combine(Folder, "postmaster.pid");
        if (!File.Exists(lockFile))
            return;

        var pid = int.Parse((await File.ReadAllLinesAsync(lockFile, cancellationToken))[0], CultureInfo.InvariantCulture);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PatienceWithAnEarlierServer);
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (IsServerHere(pid))
                await turns.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The PostgreSQL server with pid {pid} is running on {Folder}.");
        }

        File.Delete(lockFile);
    }

    /// <summary>By the server itself in single-user mode, so that there is no moment at which it listens without them.</summary>
    public async Task CreateDatabasesAsync(IReadOnlyList<string> databases, CancellationToken cancellationToken)
    {
        if (databases.All((await MadeAsync(cancellationToken)).Contains))
            return;

        var listed = await SingleUserAsync("SELECT datname FROM pg_database;\n", cancellationToken);
        var existing = DatabaseName().Matches(listed).Select(match => match.Groups[1].Value).ToHashSet();
        var missing = databases.Where(name => !existing.Contains(name)).ToArray();
        if (missing.Length > 0)
            await SingleUserAsync(
                string.Concat(missing.Select(name => $"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\";\n")),
                cancellationToken);
        await File.WriteAllLinesAsync(Made, databases, cancellationToken);
    }

    /// <summary>Asking the server itself takes one in single-user mode, which after a crash recovers the whole log before the
    /// real one may start.</summary>
    private async Task<IReadOnlyList<string>> MadeAsync(CancellationToken cancellationToken) =>
        File.Exists(Made) ? await File.ReadAllLinesAsync(Made, cancellationToken) : [];

    private Task<string> SingleUserAsync(string commands, CancellationToken cancellationToken) =>
        RunAsync(binaries.Server, ["--single", "-D", Folder, "-c", "exit_on_error=on", "postgres"], commands, cancellationToken);

    private Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var (command, commandArguments) = user.Run(program, arguments);
        return Tool.RunAsync(command, commandArguments, Path.GetDirectoryName(Folder)!, input, cancellationToken);
    }

    /// <summary>A pid is used again: only a server whose working folder is this one holds the lock.</summary>
    private bool IsServerHere(int pid) =>
        Directory.Exists($"/proc/{pid}") && Directory.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName == Folder;

    [GeneratedRegex("datname = \"([^\"]+)\"")]
    private static partial Regex DatabaseName();
}
