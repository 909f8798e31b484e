using System.Collections.Concurrent;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Presence;

/// <summary>The long polling connections by their tokens: their goodbye is a request of its own.</summary>
public sealed class PollingFarewells
{
    private readonly ConcurrentDictionary<string, Farewell> _byToken = new();

    public void Add(HttpContext? http, Farewell farewell)
    {
        if (TokenOf(http) is { } token)
            _byToken[token] = farewell;
    }

    public void Remove(HubConnectionContext connection)
    {
        if (TokenOf(connection.GetHttpContext()) is { } token)
            _byToken.TryRemove(token, out _);
    }

    /// <summary>The request deletes a connection: before SignalR ends it.</summary>
    public void Deleting(HttpContext http)
    {
        if (TokenOf(http) is { } token && _byToken.TryGetValue(token, out var farewell))
            farewell.Say();
    }

    private static string? TokenOf(HttpContext? http) => http?.Request.Query[ConnectionToken.QueryParameter];
}
