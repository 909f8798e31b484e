namespace Chat.Messaging.Operations;

/// <summary>One thing that an operator has done to the databases.</summary>
internal interface IOperatorCommand
{
    /// <summary>The first word of the command line.</summary>
    string Name { get; }

    /// <summary>One line a form.</summary>
    string Usage { get; }

    /// <exception cref="OperationRefusedException">It is not done; the message says why.</exception>
    /// <exception cref="UsageException">The command line is not <see cref="Usage"/>.</exception>
    Task RunAsync(OperatorDatabases databases, OperationArguments arguments, TextWriter output, CancellationToken cancellation);
}
