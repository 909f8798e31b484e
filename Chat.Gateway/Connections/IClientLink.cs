namespace Chat.Gateway.Connections;

/// <summary>The border to the transport of one connection.</summary>
public interface IClientLink
{
    /// <summary>Completes when the transport has taken the frame. One write is under way at a time. A link that has ended
    /// swallows what it is given.</summary>
    Task WriteAsync(Frame frame);

    /// <summary>Ends the connection after what was written has gone out.</summary>
    /// <param name="reconnect">What SignalR's own reconnecting clients are told.</param>
    void End(bool reconnect);

    /// <summary>Ends the connection at once: the other side does not read.</summary>
    void Kill();
}
