using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Postgres;

/// <summary>A server that takes connections by TLS alone, and passwords from everybody but the user postgres.</summary>
internal sealed class PostgresTls(ServerCertificate certificate, PostgresUser user, string folder)
{
    private const string Rules =
        """
        hostssl all postgres 127.0.0.1/32 trust
        hostssl all all 127.0.0.1/32 scram-sha-256

        """;

    private readonly ServerCertificate _own = new(folder);

    private string RulesFile => Path.Combine(folder, "tls.hba");

    /// <summary>The server's options for it.</summary>
    public string[] Options =>
    [
        "-c", "ssl=on",
        "-c", $"ssl_cert_file={_own.Certificate}",
        "-c", $"ssl_key_file={_own.Key}",
        "-c", $"hba_file={RulesFile}",
    ];

    /// <summary>Copies: the server insists on a key that is its user's and nobody else's.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(RulesFile, Rules, cancellationToken);
        foreach (var (from, to) in ((string, string)[])[(certificate.Certificate, _own.Certificate), (certificate.Key, _own.Key)])
            await Tool.RunAsync("install", [.. user.Ownership, "-m", "600", from, to], "/", "", cancellationToken);
    }
}
