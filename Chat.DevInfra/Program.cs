using Chat.DevInfra;
using Chat.DevInfra.Azurite;
using Chat.DevInfra.Kafka;
using Chat.DevInfra.Postgres;
using Chat.DevInfra.Processes;
using Chat.DevInfra.Redis;

ParentDeath.Remember();
try
{
    var arguments = ServerArguments.Parse(args);
    return arguments.Kind switch
    {
        "postgres" => await PostgresServer.BecomeAsync(arguments, CancellationToken.None),
        "redis" => RedisServer.Become(arguments),
        "azurite" => AzuriteServer.Become(arguments),
        "kafka" => await KafkaBroker.RunAsync(arguments),
        _ => throw new ArgumentException($"There is no '{arguments.Kind}'. {ServerArguments.Usage}"),
    };
}
catch (MissingPartException missing)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return MissingPartException.ExitCode;
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return MissingPartException.ExitCode;
}
