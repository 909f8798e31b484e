using System.Net;
using System.Net.Sockets;
using System.Text;
using Chat.DevHost.Forwarding;

namespace Chat.DevHost.Tests.Forwarding;

public sealed class TcpForwarderTests
{
    [Fact]
    public async Task An_end_of_sending_reaches_the_other_side_and_the_answer_comes_back()
    {
        using var target = Listen();
        await using var forwarder = TcpForwarder.Start(new IPEndPoint(IPAddress.Loopback, 0), () => [AddressOf(target)]);
        using var client = await ConnectAsync(forwarder.Address);
        await client.SendAsync(Encoding.ASCII.GetBytes("question"));
        client.Shutdown(SocketShutdown.Send);

        using var accepted = await target.AcceptAsync();
        Assert.Equal("question", await ReadToEndAsync(accepted));
        await accepted.SendAsync(Encoding.ASCII.GetBytes("answer"));
        accepted.Close();
        Assert.Equal("answer", await ReadToEndAsync(client));
    }

    [Fact]
    public async Task A_target_that_refuses_is_passed_over()
    {
        using var gone = Listen();
        var goneAddress = AddressOf(gone);
        gone.Close();
        using var target = Listen();
        await using var forwarder = TcpForwarder.Start(new IPEndPoint(IPAddress.Loopback, 0), () => [goneAddress, AddressOf(target)]);
        for (var i = 0; i < 4; i++)
        {
            using var client = await ConnectAsync(forwarder.Address);
            using var accepted = await target.AcceptAsync();
        }
    }

    [Fact]
    public async Task Without_a_target_a_connection_is_closed()
    {
        await using var forwarder = TcpForwarder.Start(new IPEndPoint(IPAddress.Loopback, 0), () => []);
        using var client = await ConnectAsync(forwarder.Address);
        Assert.Equal("", await ReadToEndAsync(client));
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static IPEndPoint AddressOf(Socket socket) => (IPEndPoint)socket.LocalEndPoint!;

    private static async Task<Socket> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64];
        while (await socket.ReceiveAsync(buffer) is var count and > 0)
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return text.ToString();
    }
}
