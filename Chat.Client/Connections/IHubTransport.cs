namespace Chat.Client.Connections;

/// <summary>The border to the network: opens connections to the hub.</summary>
internal interface IHubTransport
{
    /// <param name="events">Told of what the server sends, in the order of its arrival.</param>
    /// <exception cref="HandshakeRefusedException">The server answered and refused.</exception>
    /// <exception cref="ConnectionLostException">The server was not reached.</exception>
    Task<IHubSession> ConnectAsync(string accessToken, IHubEvents events, CancellationToken cancellationToken);
}
