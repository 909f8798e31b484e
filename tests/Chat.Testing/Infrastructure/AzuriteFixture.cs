using System.Globalization;
using Chat.DevHost.Processes;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>A real blob store (Azurite) for the tests that share the fixture.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // The development account's well-known key is published with Azurite and opens nothing else.
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private InfrastructureProcess? _server;

    public string ConnectionString => $"{Account};BlobEndpoint={Endpoint};";

    /// <summary>Of the account, without a slash at its end.</summary>
    public string Endpoint => EndpointAt("127.0.0.1");

    private InfrastructureProcess Server => _server ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <summary>The same account by another name of this machine.</summary>
    public string EndpointAt(string host) => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Server.Port}/devstoreaccount1");

    public async Task InitializeAsync() => _server = await InfrastructureProcess.StartAsync("azurite", ProcessSignal.Terminate, CheckAsync);

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Throws unless the server answers, be it with a refusal.</summary>
    private static async Task CheckAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/devstoreaccount1?comp=list"), cancellationToken);
    }
}
