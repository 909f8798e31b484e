using System.Net;
using System.Net.Sockets;

namespace Chat.Testing.Infrastructure;

public static class FreePort
{
    /// <summary>A port of 127.0.0.1 that was free a moment ago. Somebody else may take it before it is used: whoever uses it tries again.</summary>
    public static int Take()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
