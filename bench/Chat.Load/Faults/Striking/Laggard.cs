using System.Net.Sockets;
using Chat.Load.Crowds;
using Chat.Load.Wire;

namespace Chat.Load.Faults.Striking;

/// <summary>A connected client that reads as much as it likes to, while it is written to with large messages.</summary>
internal sealed class Laggard(RudeClients rude)
{
    private const int MessageSize = 48 * 1024;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(30);

    /// <param name="bytesPerSecond">0: it never reads again once it is connected.</param>
    /// <returns>What became of it.</returns>
    public async Task<string?> RunAsync(int bytesPerSecond, Action struck, CancellationToken cancellationToken)
    {
        var pair = await rude.PairAsync(cancellationToken);
        using var socket = await ConnectAsync(pair.Other.Hub, cancellationToken);
        var clock = new RunClock();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Long);
        struck();
        var pouring = PourAsync(pair, end.Token);
        var gone = bytesPerSecond > 0
            ? await ReadSlowlyAsync(socket, bytesPerSecond, end.Token)
            : await IsGoneAsync(socket, end.Token);
        var after = clock.Now;
        await end.CancelAsync();
        var poured = await pouring;
        return $"{poured * MessageSize >> 20} MiB for it, {(gone ? $"closed by the server after {after.TotalSeconds:0} s" : "not closed")}";
    }

    private static async Task<Socket> ConnectAsync(HubEndpoint hub, CancellationToken cancellationToken)
    {
        // A small window, so that what is not read is the server's soon.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 64 * 1024 };
        await socket.ConnectAsync(await HostAddresses.OfAsync(hub.Address.Host, cancellationToken), hub.Address.Port, cancellationToken);
        await WebSocketUpgrade.RunAsync(socket, hub, cancellationToken);
        var frames = new FrameWriter();
        frames.Append(HubRecord.Handshake);
        frames.Append(Invocation.Sync(0));
        await socket.SendAsync(frames.Written, cancellationToken);
        return socket;
    }

    private static async Task<int> PourAsync(DirectChat pair, CancellationToken end)
    {
        var sends = new SendTemplate(pair.Chat, 0, Random.Shared.Next(), MessageSize);
        var sent = 0;
        try
        {
            var synced = await SyncedConnection.OpenAsync(pair.One.Hub, Invocation.Sync(0), (_, _) => { }, end);
            await using var connection = synced.Connection;
            using var turns = new PeriodicTimer(Between);
            while (await turns.WaitForNextTickAsync(end))
                connection.Send(sends.Number(++sent));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Enough.
        }

        return sent;
    }

    private static async Task<bool> ReadSlowlyAsync(Socket socket, int bytesPerSecond, CancellationToken end)
    {
        var buffer = new byte[bytesPerSecond];
        try
        {
            while (await socket.ReceiveAsync(buffer, end) > 0)
                await Task.Delay(TimeSpan.FromSeconds(1), end);
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Without reading, an end shows only when something is sent to who is not there any more.</summary>
    private static async Task<bool> IsGoneAsync(Socket socket, CancellationToken end)
    {
        var ping = new FrameWriter();
        ping.Append(HubRecord.Ping);
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), end);
                await socket.SendAsync(ping.Written, end);
            }
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }
}
