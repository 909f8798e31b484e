using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Restoring;

/// <summary><c>restored NAME</c>: makes a database that was restored from a backup fit to be served again.</summary>
internal sealed class RestoredCommand : IOperatorCommand
{
    public string Name => "restored";

    public string Usage =>
        "restored chat-N [--force]\n" +
        "restored directory [--sign-out] [--force]";

    public async Task RunAsync(OperatorDatabases databases, OperationArguments arguments, TextWriter output, CancellationToken cancellation)
    {
        if (arguments.Words is not [var name])
            throw new UsageException("Which database was restored?");

        if (name == Shards.DirectoryName)
            await new RestoredDirectory(databases, output).RunAsync(arguments.Has("--sign-out"), arguments.Has("--force"), cancellation);
        else
            await new RestoredShard(databases, databases.Shard(name), TimeProvider.System, output).RunAsync(arguments.Has("--force"), cancellation);
        await output.WriteLineAsync("Done. The service may start.");
    }
}
