using Chat.Client.Machine;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Machine;

/// <summary>
/// A server, a network and an application around one machine, all decided by one seed. Pushes are in order on a connection
/// but may be lost or doubled; a Sync's items, pushes and ACKs overtake each other; connections end at any point.
/// </summary>
internal sealed class SimulatedWorld
{
    private static readonly ChatId[] Chats = [new(1), new(2), new(3)];

    private readonly Random _random;
    private readonly MachineFixture _device;
    private readonly Dictionary<ChatId, List<Message?>> _server = Chats.ToDictionary(chat => chat, _ => new List<Message?>());
    private readonly List<SendRequest> _enqueued = [];
    private readonly Queue<Message> _pushes = [];
    private readonly Queue<Action<ClientMachine>> _stream = [];
    private readonly List<SendRequest> _requests = [];
    private readonly HashSet<ChatId> _refusing = [];
    private readonly List<Action<ClientMachine>> _answers = [];
    private int _seenSends;
    private int _seenSyncs;
    private int _handled;
    private bool _connected;
    private readonly bool _refusals;
    private readonly bool _ordered;
    private bool _faults = true;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        var options = new ClientMachineOptions
        {
            InboxCapacity = seed % 3 == 0 ? 5 : 10_000,
            SendWindow = 1 + (seed % 5),
            OutboxCapacity = 100_000,
        };
        _device = new MachineFixture(options);
        _refusals = seed % 2 == 1;
        // A send that left before the client heard that an earlier one was unavailable may be stored before its resend:
        // only one at a time is safe from that.
        _ordered = !_refusals || options.SendWindow == 1;
    }

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
            Step();
    }

    /// <summary>No more faults: the network delivers, the application handles, time passes.</summary>
    public void Settle()
    {
        _faults = false;
        Connect();
        for (var turn = 0; turn < 2_000; turn++)
        {
            while (_pushes.Count + _stream.Count + _requests.Count + _answers.Count > 0)
                Network();
            Handle();
            if (turn % 20 == 0)
                TellHeads();
            _device.Advance(TimeSpan.FromMilliseconds(250));
            Collect();
        }
    }

    public void AssertWhole()
    {
        foreach (var chat in Chats)
        {
            var visible = _server[chat].OfType<Message>().ToArray();
            Assert.Equal(visible.Select(message => message.Seq), _device.Output.SeqsOf(chat));
            Assert.Equal(
                visible.Select(message => message.ClientMsgId),
                _device.Output.Delivered.Where(message => message.ChatId == chat).Select(message => message.ClientMsgId));
            var wanted = _enqueued.Where(request => request.ChatId == chat).Select(request => request.ClientMsgId);
            var own = visible.Where(message => message.From == MachineFixture.Me).Select(message => message.ClientMsgId);
            Assert.Equal(_ordered ? wanted : wanted.Order(), _ordered ? own : own.Order());
        }

        Assert.Equal(_enqueued.Count, _device.Output.Done.Select(ack => ack.ClientMsgId).Distinct().Count());
        Assert.Equal(_enqueued.Count, _device.Output.Done.Count);
    }

    private ChatId AnyChat => Chats[_random.Next(Chats.Length)];

    private bool Chance(double probability) => _faults && _random.NextDouble() < probability;

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 4:
                OtherSends();
                break;
            case < 6:
                _enqueued.Add(_device.Enqueue(AnyChat));
                break;
            case < 14:
                Network();
                break;
            case < 17:
                Handle();
                break;
            case 17:
                _device.Advance(TimeSpan.FromMilliseconds(_random.Next(500)));
                break;
            case 18 when _random.Next(10) == 0:
                Disconnect();
                break;
            case 18 when _random.Next(10) == 0:
                TellHeads();
                break;
            default:
                Connect();
                break;
        }

        Collect();
    }

    private void OtherSends()
    {
        var chat = AnyChat;
        var seq = _server[chat].Count + 1;
        // Hidden: a seq that does not exist for this user.
        var message = Chance(0.1)
            ? null
            : MachineFixture.Message(seq, chat, clientMsgId: new Guid((int)chat.Value, (short)(seq >> 8), (short)(seq & 255), new byte[8]));
        _server[chat].Add(message);
        if (message is null || !_connected || Chance(0.1))
            return;
        _pushes.Enqueue(message);
        if (Chance(0.05))
            _pushes.Enqueue(message);
    }

    private void Network()
    {
        switch (_random.Next(4))
        {
            case 0 when _pushes.TryDequeue(out var push):
                _device.Do(machine => machine.Pushed(push));
                break;
            case 1 when _stream.TryDequeue(out var item):
                _device.Do(item);
                break;
            case 2 when _requests.Count > 0:
                ServeSend();
                break;
            case 3 when _answers.Count > 0:
                var answer = _answers[_random.Next(_answers.Count)];
                _answers.Remove(answer);
                _device.Do(answer);
                break;
        }

        Collect();
    }

    /// <summary>In the order of invocation per chat; after one is unavailable those under way behind it are too.</summary>
    private void ServeSend()
    {
        var request = _requests.DistinctBy(waiting => waiting.ChatId).OrderBy(_ => _random.Next()).First();
        _requests.Remove(request);
        var id = request.ChatId!.Value;
        var chat = _server[id];
        if (_refusing.Contains(id) || (_refusals && Chance(0.1)))
        {
            _refusing.Add(id);
            if (_requests.TrueForAll(waiting => waiting.ChatId != id))
                _refusing.Remove(id);
            _answers.Add(machine => machine.SendRefused(request.ClientMsgId, ChatException.Unavailable("Later.")));
            return;
        }

        var stored = chat.OfType<Message>().FirstOrDefault(message => message.ClientMsgId == request.ClientMsgId);
        if (stored is null)
        {
            stored = MachineFixture.Message(chat.Count + 1, id, MachineFixture.Me, request.ClientMsgId);
            chat.Add(stored);
        }

        _answers.Add(machine => machine.Acked(MachineFixture.Ack(request, stored.Seq)));
    }

    private void Handle()
    {
        var delivered = _device.Output.Delivered;
        var count = _faults ? _random.Next(delivered.Count - _handled + 1) : delivered.Count - _handled;
        _handled += count;
        if (count > 0)
            _device.Do(machine => machine.Handled([], count));
    }

    private void TellHeads()
    {
        if (_connected)
            _device.Do(machine => machine.HeadsTold(new Heads([.. Chats.Select(chat => new Head(chat, _server[chat].Count, 0, 1))])));
    }

    private void Connect()
    {
        if (_connected)
            return;
        _connected = true;
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        Collect();
    }

    private void Disconnect()
    {
        if (!_connected)
            return;
        _connected = false;
        _pushes.Clear();
        _stream.Clear();
        _requests.Clear();
        _refusing.Clear();
        _answers.Clear();
        _device.Do(machine => machine.Disconnected());
    }

    /// <summary>What the machine has asked for goes on its way; a Sync reads its snapshot now.</summary>
    private void Collect()
    {
        for (; _seenSends < _device.Output.Sent.Count; _seenSends++)
        {
            Assert.True(_connected);
            _requests.Add(_device.Output.Sent[_seenSends]);
        }

        for (; _seenSyncs < _device.Output.Syncs.Count; _seenSyncs++)
        {
            var (run, request) = _device.Output.Syncs[_seenSyncs];
            var cursors = request.Cursors!.ToDictionary(cursor => cursor.ChatId, cursor => cursor.Seq);
            if (Chance(0.1))
            {
                _stream.Enqueue(machine => machine.SyncFailed(run));
                continue;
            }

            foreach (var chat in Chats.Where(chat => !request.Only || cursors.ContainsKey(chat)))
            {
                foreach (var message in _server[chat].OfType<Message>().Where(message => message.Seq > cursors.GetValueOrDefault(chat)))
                    _stream.Enqueue(machine => machine.SyncItem(run, message));
            }

            _stream.Enqueue(machine => machine.SyncCompleted(run));
        }
    }
}
