namespace Chat.DevInfra;

/// <summary>A server's certificate with its chain, and its key: <c>server.crt</c> and <c>server.key</c>, PEM.</summary>
public sealed record ServerCertificate(string Folder)
{
    public string Certificate => Path.Combine(Folder, "server.crt");

    public string Key => Path.Combine(Folder, "server.key");
}
