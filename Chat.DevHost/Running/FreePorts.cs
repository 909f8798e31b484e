using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chat.DevHost.Running;

/// <summary>
/// Ports for processes that are told where to listen. They are taken below the kernel's ephemeral range: a port of that range
/// may become the source port of any outgoing connection while its owner is restarting, and then cannot be bound again.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 15_000;
    private const string EphemeralRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];
    private static readonly int Highest = FindHighest();

    /// <summary>A port that nobody listens on now and that this process has not given out before.</summary>
    public static int Take()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = Random.Shared.Next(Lowest, Highest);
                if (IsFree(port) && Taken.Add(port))
                    return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private static int FindHighest()
    {
        var lowestEphemeral = File.Exists(EphemeralRange)
            ? int.Parse(File.ReadAllText(EphemeralRange).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : 32_768;
        return lowestEphemeral > Lowest + 1_000 ? lowestEphemeral : 65_000;
    }
}
