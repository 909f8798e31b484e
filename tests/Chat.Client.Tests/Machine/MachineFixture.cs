using Chat.Client.Counting;
using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Testing.Time;

namespace Chat.Client.Tests.Machine;

/// <summary>A machine with hand-made surroundings.</summary>
internal sealed class MachineFixture
{
    public static readonly ChatId Chat = new(77);
    public static readonly UserId Me = new(1);
    public static readonly DeviceId MyDevice = new(2);
    public static readonly UserId Other = new(3);

    private readonly long _started;

    public MachineFixture(ClientMachineOptions? options = null, Dictionary<ChatId, long>? cursors = null)
    {
        _started = Time.GetTimestamp();
        Machine = new ClientMachine(Output, cursors ?? [], options ?? new ClientMachineOptions(), Time, new Random(1), Counter);
    }

    public ManualTimeProvider Time { get; } = new();

    public RecordingOutput Output { get; } = new();

    public WireCounter Counter { get; } = new();

    public ClientMachine Machine { get; }

    public WireCounts Counts => Counter.Read();

    public IEnumerable<long> Seqs => Output.SeqsOf(Chat);

    public (int Run, SyncRequest Request) LastSync => Output.Syncs[^1];

    public static Message Message(long seq, ChatId? chat = null, UserId? from = null, Guid? clientMsgId = null) => new(
        new MessageId(chat ?? Chat, seq),
        chat ?? Chat,
        seq,
        "message",
        null,
        from ?? Other,
        new DeviceId(9),
        clientMsgId ?? new Guid((int)seq, 0, 0, new byte[8]),
        [1],
        [],
        new WireTime(seq));

    public static SendRequest Request(ChatId? chat = null) => new(Guid.NewGuid(), chat ?? Chat, [5]);

    public static SendAck Ack(SendRequest request, long seq) =>
        new(request.ClientMsgId, new MessageId(request.ChatId!.Value, seq), request.ChatId.Value, seq, new WireTime(seq));

    /// <summary>Connected, and the first Sync brought nothing.</summary>
    public MachineFixture Live()
    {
        Do(machine => machine.Connected(Me, MyDevice));
        while (Output.CaughtUpCount == 0)
            Do(machine => machine.SyncCompleted(LastSync.Run));
        return this;
    }

    public void Do(Action<ClientMachine> input)
    {
        input(Machine);
        Machine.Turn();
    }

    public void Push(params long[] seqs)
    {
        foreach (var seq in seqs)
            Do(machine => machine.Pushed(Message(seq)));
    }

    /// <summary>What the last Sync brings, and its end.</summary>
    public void AnswerSync(params long[] seqs)
    {
        var run = LastSync.Run;
        foreach (var seq in seqs)
            Do(machine => machine.SyncItem(run, Message(seq)));
        Do(machine => machine.SyncCompleted(run));
    }

    public SendRequest Enqueue(ChatId? chat = null)
    {
        var request = Request(chat);
        Do(machine => machine.Enqueue(request));
        return request;
    }

    /// <summary>Moves the clock, stopping at what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Time.GetElapsedTime(_started) + by;
        while (Machine.NextDue is { } due && due <= end)
        {
            var now = Time.GetElapsedTime(_started);
            Time.Advance(due > now ? due - now : TimeSpan.FromTicks(1));
            Machine.Turn();
        }

        var rest = end - Time.GetElapsedTime(_started);
        Time.Advance(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        Machine.Turn();
    }
}
