namespace Chat.Client;

public enum ConnectionState
{
    /// <summary>Not asked to connect, or stopped.</summary>
    Stopped,

    /// <summary>On the way to a connection, or waiting before the next attempt.</summary>
    Connecting,

    /// <summary>Connected, not yet caught up perhaps.</summary>
    Connected,
}
