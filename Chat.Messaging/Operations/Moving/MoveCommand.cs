namespace Chat.Messaging.Operations.Moving;

/// <summary><c>move STEP</c>: takes logical shards to another database.</summary>
internal sealed class MoveCommand : IOperatorCommand
{
    public string Name => "move";

    public string Usage =>
        "move prepare|status|fence|finish --logical A-B --from chat-N --to chat-M\n" +
        "move cancel --logical A-B --from chat-N --to chat-M [--force]";

    public Task RunAsync(OperatorDatabases databases, OperationArguments arguments, TextWriter output, CancellationToken cancellation)
    {
        if (arguments.Words is not [var step])
            throw new UsageException("Which step of the move?");

        var move = Move.Of(databases, arguments);
        return step switch
        {
            "prepare" => new PrepareMove(databases.Shards, move, ReplicationLogin.Of(databases.MovePassword), output).RunAsync(cancellation),
            "status" => new MoveStatus(move, output).RunAsync(cancellation),
            "fence" => new FenceMove(databases.Shards, move, TimeProvider.System, output).RunAsync(cancellation),
            "finish" => new FinishMove(databases.Shards, move, TimeProvider.System, output).RunAsync(cancellation),
            "cancel" => new CancelMove(databases.Shards, move, arguments.Has("--force"), TimeProvider.System, output).RunAsync(cancellation),
            _ => throw new UsageException($"There is no step '{step}'."),
        };
    }
}
