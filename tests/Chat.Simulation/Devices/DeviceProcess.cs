using Chat.Client;
using Chat.Client.Accounts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Authentication;
using Chat.Simulation.Processes;
using Chat.Simulation.Scenarios;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Devices;

/// <summary>The application on a device, with the production client in it: handles messages, sends, and sends again what it
/// has no ACK for when it is started anew.</summary>
internal sealed class DeviceProcess : IProcess
{
    private const int TokenSeconds = 100_000;

    private readonly Cluster _cluster;
    private readonly Device _device;
    private readonly History _history;
    private readonly SimulatedTransport _transport;
    private readonly ChatClient _client;
    private readonly Dictionary<ChatId, long> _lastHandled = [];
    private readonly bool _isSlow;

    public DeviceProcess(Cluster cluster, Device device, History history)
    {
        _cluster = cluster;
        _device = device;
        _history = history;
        _isSlow = cluster.World.Chance(0.1);
        Node = cluster.NewNode(device.Name);
        _transport = new SimulatedTransport(cluster, Node, new Caller(device.User, device.Id, Node.Clock.GetUtcNow().AddSeconds(TokenSeconds)));
        var account = new ChatAccount(new Uri("http://edge/"), new HttpClient(), Node.Clock);
        account.Resume(new Contracts.Rest.Tokens("token", "refresh", TokenSeconds, device.User, device.Id), Node.Clock.GetUtcNow());
        _client = new ChatClient(account, new ChatClientOptions
        {
            Cursors = device.Cursors,
            InboxCapacity = cluster.World.Chance(0.2) ? 8 : 1_000,
            SendWindow = cluster.World.Chance(0.5) ? 1 : 8,
            Logging = cluster.Logging,
            Time = Node.Clock,
            Random = new Random(cluster.World.Random.Next()),
            Transport = _transport,
        });
        _client.Handlers.Message = HandleAsync;
        Node.Start(RunAsync);
    }

    public Node Node { get; }

    public void Kill()
    {
        Node.Kill();
        _transport.Break();
    }

    public void Disconnect() => _transport.Break();

    public void Send(ChatId chat)
    {
        var id = new byte[16];
        _cluster.World.Random.NextBytes(id);
        var outgoing = new Outgoing(chat, new Guid(id));
        _device.Outgoing.Add(outgoing);
        if (!Node.IsDead)
            Node.Start(() => SendAsync(outgoing));
    }

    public void MarkRead(ChatId chat)
    {
        var handled = _device.Of(chat);
        if (handled.Count > 0 && !Node.IsDead)
            Node.Start(() => _client.MarkReadAsync(chat, handled[^1].Seq).AsTask());
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var caughtUp = _client.ConnectAsync();
            foreach (var outgoing in _device.Outgoing.Where(outgoing => outgoing.Seq == 0).ToArray())
                Node.Start(() => SendAsync(outgoing));
            await Task.WhenAny(caughtUp, _client.Stopped);
            if (await _client.Stopped != StopReason.Replaced)
                throw new InvalidOperationException("Nobody stops it for good.");

            // By an earlier connection of its own that a gateway came to late: the user takes the device up again.
            _history.Stopped(_device);
            await Task.Delay(_cluster.World.Between(1_000, 3_000), Node.Clock);
        }
    }

    private async Task SendAsync(Outgoing outgoing)
    {
        try
        {
            var ack = await _client.SendAsync(outgoing.Chat, outgoing.ClientMsgId.ToByteArray(), new() { ClientMsgId = outgoing.ClientMsgId });
            _history.Acknowledged(_device, outgoing, ack);
        }
        catch (ClientStoppedException)
        {
            // RunAsync sends it again when the user takes the device up again.
            _cluster.World.Log($"{_device.Name} has not sent {outgoing.ClientMsgId}");
        }
    }

    private async ValueTask HandleAsync(Message message, CancellationToken cancellation)
    {
        if (_isSlow)
            await Task.Delay(_cluster.World.Between(1, 50), Node.Clock, cancellation);
        _history.Handled(_device, message, _lastHandled.GetValueOrDefault(message.ChatId, -1));
        _lastHandled[message.ChatId] = message.Seq;
    }
}
