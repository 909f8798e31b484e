using System.Text.Json;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Chat.Client.Connections;

/// <summary>The hub by SignalR's client on WebSockets, JSON hub protocol.</summary>
internal sealed class SignalRTransport(Uri edge, HttpClient http, ILoggerFactory logging) : IHubTransport
{
    private readonly ILogger<WebSocketConnection> _logger = logging.CreateLogger<WebSocketConnection>();
    private readonly UriEndPoint _hub = new(new Uri(edge, HubRoute.Path));

    private readonly JsonHubProtocol _protocol = new(Options.Create(new JsonHubProtocolOptions
    {
        PayloadSerializerOptions = new JsonSerializerOptions(ChatJson.Default.Options),
    }));

    public async Task<IHubSession> ConnectAsync(string accessToken, IHubEvents events, CancellationToken cancellationToken)
    {
        // The connection owns the provider and disposes of it with itself.
        var services = new ServiceCollection().BuildServiceProvider();
        var connection = new HubConnection(new WebSocketConnectionFactory(http, accessToken, _logger), _protocol, _hub, services, logging);
        var session = new SignalRSession(connection, events);
        try
        {
            await connection.StartAsync(cancellationToken);
            return session;
        }
        catch (Exception failure)
        {
            await session.DisposeAsync();
            if (failure is HandshakeRefusedException or ConnectionLostException || cancellationToken.IsCancellationRequested)
                throw;
            throw new ConnectionLostException("The hub was not reached.", failure);
        }
    }
}
