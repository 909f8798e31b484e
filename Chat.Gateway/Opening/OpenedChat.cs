using Chat.Contracts.Ids;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Opening;

/// <summary>A chat that a connection has open. Changed by <see cref="OpenedChats"/> alone.</summary>
public sealed class OpenedChat(ClientConnection connection, ChatId chat)
{
    public ClientConnection Connection { get; } = connection;

    public ChatId Chat { get; } = chat;

    /// <summary>False: it is being checked whether the caller may; nothing is pushed for it.</summary>
    public bool IsActive { get; internal set; }

    /// <summary>Closed, by the client, by a removal from the chat or with the connection: it never comes back.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>A push may have been lost while it was being checked: the check may be of before a removal.</summary>
    public bool IsDoubted { get; internal set; }

    /// <summary>The first seq that the user may see; 0: not known yet.</summary>
    public long FirstSeq { get; internal set; }
}
