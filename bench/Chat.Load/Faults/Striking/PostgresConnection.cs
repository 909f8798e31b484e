using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Chat.Load.Faults.Striking;

/// <summary>A connection that does nothing but exist: version 3 of the protocol up to the server's first answer that is none of
/// its settings. The local server trusts whoever is on the machine.</summary>
internal sealed class PostgresConnection : IDisposable
{
    private const int ProtocolVersion = 3 << 16;

    private readonly TcpClient _socket;

    private PostgresConnection(TcpClient socket) => _socket = socket;

    /// <returns>Null: the server has none to give.</returns>
    public static async Task<PostgresConnection?> TryOpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            var stream = socket.GetStream();
            await stream.WriteAsync(Startup(), cancellationToken);
            // An authentication that is not asked for (R), or an error (E).
            var kind = new byte[1];
            await stream.ReadExactlyAsync(kind, cancellationToken);
            if (kind[0] == 'R')
                return new PostgresConnection(socket);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            // As good as an error.
            socket.Dispose();
            return null;
        }

        socket.Dispose();
        return null;
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Startup()
    {
        var parameters = Encoding.ASCII.GetBytes("user\0postgres\0database\0postgres\0\0");
        var message = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), ProtocolVersion);
        parameters.CopyTo(message, 8);
        return message;
    }
}
