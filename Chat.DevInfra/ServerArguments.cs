using System.Globalization;

namespace Chat.DevInfra;

/// <summary>What the command line asks for.</summary>
/// <param name="Kind">postgres, redis, azurite or kafka.</param>
/// <param name="Port">The port on 127.0.0.1.</param>
/// <param name="Data">The folder of the server's own; absolute.</param>
/// <param name="Databases">Postgres: databases that have to exist.</param>
/// <param name="WalLevel">Postgres: <c>logical</c> for logical replication.</param>
/// <param name="Topics">Kafka: topics and their partitions.</param>
/// <param name="Groups">Kafka: consumer groups that outlive a restart of the broker.</param>
/// <param name="Tls">Postgres, redis: connections by TLS alone, with the certificate in this folder.</param>
/// <param name="Password">Redis: what clients have to say.</param>
public sealed record ServerArguments(
    string Kind,
    int Port,
    string Data,
    IReadOnlyList<string> Databases,
    string WalLevel,
    IReadOnlyList<TopicArgument> Topics,
    IReadOnlyList<string> Groups,
    ServerCertificate? Tls,
    string? Password)
{
    public const string Usage =
        "Usage: Chat.DevInfra postgres|redis|azurite|kafka --port N --data DIR [--databases a,b] [--wal-level replica|logical] [--topics a:8,b:8] [--groups a,b] [--tls DIR] [--password P]";

    private static readonly HashSet<string> Known = ["--port", "--data", "--databases", "--wal-level", "--topics", "--groups", "--tls", "--password"];

    /// <exception cref="ArgumentException">The command line is not <see cref="Usage"/>.</exception>
    public static ServerArguments Parse(string[] args)
    {
        if (args.Length % 2 == 0)
            throw new ArgumentException(Usage);

        var options = new Dictionary<string, string>();
        for (var i = 1; i < args.Length; i += 2)
            options[args[i]] = args[i + 1];

        var unknown = options.Keys.FirstOrDefault(key => !Known.Contains(key));
        if (unknown is not null)
            throw new ArgumentException($"There is no option '{unknown}'. {Usage}");
        if (!options.TryGetValue("--port", out var portText) || !int.TryParse(portText, CultureInfo.InvariantCulture, out var port))
            throw new ArgumentException($"--port N is missing. {Usage}");
        if (!options.TryGetValue("--data", out var data))
            throw new ArgumentException($"--data DIR is missing. {Usage}");

        return new ServerArguments(
            args[0],
            port,
            Path.GetFullPath(data),
            Split(options.GetValueOrDefault("--databases")),
            options.GetValueOrDefault("--wal-level", "replica"),
            [.. Split(options.GetValueOrDefault("--topics")).Select(TopicArgument.Parse)],
            Split(options.GetValueOrDefault("--groups")),
            options.TryGetValue("--tls", out var tls) ? new ServerCertificate(Path.GetFullPath(tls)) : null,
            options.GetValueOrDefault("--password"));
    }

    private static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
