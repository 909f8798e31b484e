using System.Globalization;
using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Postgres;

/// <summary>
/// PostgreSQL's own server, as durable as in production. It ends at once on SIGINT (its fast shutdown); on SIGTERM it waits
/// for its clients to leave.
/// </summary>
internal static class PostgresServer
{
    public static async Task<int> BecomeAsync(ServerArguments arguments, CancellationToken cancellationToken)
    {
        var binaries = PostgresBinaries.Find();
        var user = PostgresUser.Find();
        var data = await PostgresData.OpenAsync(binaries, user, arguments.Data, cancellationToken);
        await data.InitializeAsync(cancellationToken);
        await data.UnlockAsync(cancellationToken);
        await data.CreateDatabasesAsync(arguments.Databases, cancellationToken);

        var tls = arguments.Tls is { } certificate ? new PostgresTls(certificate, user, data.Folder) : null;
        if (tls is not null)
            await tls.PrepareAsync(cancellationToken);

        // A change of user makes the kernel forget the wish, so it is setpriv that has to repeat it.
        var watching = user with
        {
            Prefix = user.IsAnother && ParentDeath.IsWatched ? [.. user.Prefix, "--pdeathsig", "INT"] : user.Prefix,
        };
        string[] options =
        [
            "-D", data.Folder,
            "-p", arguments.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", "max_connections=300",
            "-c", "shared_buffers=256MB",
            "-c", $"wal_level={arguments.WalLevel}",
            "-c", "fsync=on",
            "-c", "synchronous_commit=on",
            // After a crash: little log to go through, and one call for the file system instead of one a file before it.
            "-c", "checkpoint_timeout=60s",
            "-c", "recovery_init_sync_method=syncfs",
            // A DETAIL line would write rows' values into the log.
            "-c", "log_error_verbosity=terse",
            .. tls?.Options ?? [],
        ];
        var (program, commandLine) = watching.Run(binaries.Server, options);
        // The server insists on a working folder that its user can read.
        Environment.CurrentDirectory = data.Folder;
        return ProcessImage.Replace(program, commandLine, LibC.SigInt);
    }
}
