using Chat.Contracts.Errors;
using Chat.Gateway.Opening;
using Chat.Gateway.Presence;
using Chat.Gateway.Typing;
using Chat.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Connections;

/// <summary>Where SignalR's connections become ours, before any invocation and after the last.</summary>
public sealed class ChatHubLifetime(
    ConnectionLifecycle lifecycle,
    OpenedChats opened,
    TypingStates typing,
    PresenceLifetime presence,
    TokenClaims claims,
    ILogger<DefaultHubLifetimeManager<ChatHub>> logger)
    : DefaultHubLifetimeManager<ChatHub>(logger)
{
    /// <summary>Of the connection among the context's items.</summary>
    internal static readonly object Key = new();

    /// <exception cref="ChatException"><c>unavailable</c> when the connection is being refused.</exception>
    public static ClientConnection Of(HubCallerContext context) =>
        context.Items.TryGetValue(Key, out var item) && item is ClientConnection { Refused: false } connection
            ? connection
            : throw ChatException.Unavailable("The connection is being closed.");

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var caller = Caller.Of(connection.User!, claims) ?? throw new InvalidOperationException("The hub was reached without a device.");
        var version = connection.GetHttpContext()?.Request.Query["v"].ToString();
        presence.Begin(connection);
        var ours = await lifecycle.ConnectAsync(
            caller, string.IsNullOrEmpty(version) ? null : version, new SignalRLink(connection), connection.ConnectionAborted);
        connection.Items[Key] = ours;
        presence.Arrive(ours);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await base.OnDisconnectedAsync(connection);
        var ours = connection.Items.TryGetValue(Key, out var item) ? item as ClientConnection : null;
        // Before what the end of a connection has to wait for.
        presence.Leave(connection, ours);
        if (ours is null)
            return;

        typing.End(ours);
        try
        {
            await lifecycle.DisconnectAsync(ours);
        }
        finally
        {
            opened.CloseAll(ours);
        }
    }
}
