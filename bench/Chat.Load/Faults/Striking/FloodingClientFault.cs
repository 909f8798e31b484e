using Chat.Load.Wire;

namespace Chat.Load.Faults.Striking;

/// <summary>A client that sends as fast as its socket takes it, for 10 s.</summary>
internal sealed class FloodingClientFault(RudeClients rude) : IFault
{
    private const int Burst = 200;
    private const int Size = 1_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public string Name => "client-floods";

    public Bars Bars => Bars.Single;

    public async Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var pair = await rude.PairAsync(cancellationToken);
        var sends = new SendTemplate(pair.Chat, 0, Random.Shared.Next(), Size);
        int sent = 0, acked = 0, refused = 0;
        var synced = await SyncedConnection.OpenAsync(
            pair.One.Hub,
            Invocation.Sync(0),
            (_, record) =>
            {
                var kind = HubRecord.KindOf(record);
                acked += kind == RecordKind.Completion ? 1 : 0;
                refused += kind == RecordKind.Refusal ? 1 : 0;
            },
            cancellationToken);
        await using var connection = synced.Connection;
        var clock = new RunClock();
        struck();
        while (clock.Now < Long && !connection.Ended.IsCompleted)
        {
            for (var i = 0; i < Burst; i++)
                connection.Send(sends.Number(++sent));
            await Task.Delay(Between, cancellationToken);
        }

        var end = connection.Ended.IsCompleted ? $", closed by the server after {clock.Now.TotalSeconds:0.0} s" : "";
        return $"sent {sent}, ACKed {acked}, refused {refused}{end}";
    }
}
