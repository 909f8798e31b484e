using System.Net.Sockets;
using System.Runtime.InteropServices;
using Chat.Messaging.Operations.Moving;
using Chat.Messaging.Operations.Restoring;
using Npgsql;

namespace Chat.Messaging.Operations;

/// <summary>
/// <c>dotnet Chat.Messaging.dll COMMAND …</c>: the operator's commands, with the image, the identity and the configuration of
/// the service. Exit codes: 0 done, 1 not done (or not to its end) and said why, 2 the command line is wrong.
/// </summary>
public static class OperatorCommands
{
    private const int NotDone = 1;
    private const int WrongUsage = 2;

    private static readonly string[] Options = ["--logical", "--from", "--to"];
    private static readonly string[] Flags = ["--force", "--sign-out"];
    private static readonly IOperatorCommand[] All = [new RestoredCommand(), new MoveCommand()];

    /// <returns>The exit code; null: no command is named, the service is to start.</returns>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        // Any word would be a command: one that is misspelt must not start the service on a database that is not ready for it.
        if (args is not [var name, .. var rest] || name.StartsWith('-') || name.StartsWith('/') || name.Contains('='))
            return null;

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(name, rest, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> RunAsync(string name, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            var command = Array.Find(All, command => command.Name == name) ?? throw new UsageException($"There is no command '{name}'.");
            var parsed = new OperationArguments(arguments, Options, Flags);
            await using var databases = Configured();
            await command.RunAsync(databases, parsed, Console.Out, cancellation);
            return 0;
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync($"Usage: {string.Join("\n       ", All.SelectMany(command => command.Usage.Split('\n')))}");
            return WrongUsage;
        }
        catch (OperationRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            var reason = exception is PostgresException refusal ? $"{refusal.MessageText} ({refusal.SqlState})." : exception.Message;
            await Console.Error.WriteLineAsync($"A database failed: {reason} What was done so far stays; run the same command again.");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted. What was done so far stays; run the same command again.");
        }

        return NotDone;
    }

    private static OperatorDatabases Configured()
    {
        try
        {
            return OperatorDatabases.Configured();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new OperationRefusedException($"The configuration does not do: {wrong.Message}");
        }
    }
}
