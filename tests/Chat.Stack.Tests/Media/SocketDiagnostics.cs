using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Chat.Stack.Tests.Media;

/// <summary>What the kernel counts of each TCP socket of this machine, by its inode (sock_diag(7)). <c>/proc/PID/io</c> does not
/// count what goes through sockets.</summary>
internal static partial class SocketDiagnostics
{
    private const int Netlink = 16;
    private const int Raw = 3;
    private const int SockDiag = 4;
    private const ushort ByFamily = 20;
    private const ushort Request = 0x301;
    private const ushort Done = 3;
    private const ushort Error = 2;
    private const byte Tcp = 6;
    private const ushort Info = 2;

    // Sizes and places in the kernel's structures: nlmsghdr, inet_diag_req_v2, inet_diag_msg, tcp_info.
    private const int Header = 16;
    private const int Asked = 56;
    private const int Told = 72;
    private const int Inode = 68;
    private const int Acked = 120;

    /// <returns>Bytes sent (and acknowledged) and received, by inode.</returns>
    public static IReadOnlyDictionary<long, (long Sent, long Received)> Read()
    {
        var sockets = new Dictionary<long, (long, long)>();
        foreach (byte family in (byte[])[2, 10])
            Read(family, sockets);
        return sockets;
    }

    private static void Read(byte family, Dictionary<long, (long, long)> sockets)
    {
        var netlink = Open(Netlink, Raw, SockDiag);
        if (netlink < 0)
            throw new Win32Exception();
        try
        {
            var request = new byte[Header + Asked];
            BinaryPrimitives.WriteInt32LittleEndian(request, request.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(4), ByFamily);
            BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(6), Request);
            (request[Header], request[Header + 1], request[Header + 2]) = (family, Tcp, 1 << (Info - 1));
            request.AsSpan(Header + 4, 4).Fill(0xff);
            if (Send(netlink, request, request.Length, 0) != request.Length)
                throw new Win32Exception();

            var answer = new byte[256 * 1024];
            while (true)
            {
                var length = (int)Receive(netlink, answer, answer.Length, 0);
                if (length <= 0)
                    throw new Win32Exception();
                if (IsLast(answer.AsSpan(0, length), sockets))
                    return;
            }
        }
        finally
        {
            _ = Close(netlink);
        }
    }

    private static bool IsLast(ReadOnlySpan<byte> messages, Dictionary<long, (long, long)> sockets)
    {
        while (messages.Length >= Header)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            var type = BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]);
            if (type == Error)
                throw new InvalidOperationException("The kernel refused to tell of its sockets.");
            if (type == Done)
                return true;
            Take(messages[Header..length], sockets);
            messages = messages[Math.Min((length + 3) & ~3, messages.Length)..];
        }

        return false;
    }

    private static void Take(ReadOnlySpan<byte> told, Dictionary<long, (long, long)> sockets)
    {
        var inode = BinaryPrimitives.ReadUInt32LittleEndian(told[Inode..]);
        for (var rest = told[Told..]; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) == Info && inode != 0)
            {
                var counts = rest[(4 + Acked)..];
                sockets[inode] = (BinaryPrimitives.ReadInt64LittleEndian(counts), BinaryPrimitives.ReadInt64LittleEndian(counts[8..]));
            }

            rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, [Out] byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int socket);
}
