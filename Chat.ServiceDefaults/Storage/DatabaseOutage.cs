using System.Net.Sockets;
using Npgsql;

namespace Chat.ServiceDefaults.Storage;

/// <summary>What a loop survives: the database refuses, is away, or its name does not resolve (that one Npgsql does not
/// wrap).</summary>
public static class DatabaseOutage
{
    public static bool Is(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException;
}
