using Chat.Client.Tests.Machine;
using Chat.Contracts.Hub;

namespace Chat.Client.Tests.Repairing;

/// <summary>A chat whose database was restored from a backup: it had come to 20, and goes on far beyond.</summary>
public sealed class RestoredChatTests
{
    private const long Raised = 6_000_000_000_000;

    private readonly MachineFixture _device = new MachineFixture().Live();

    [Fact]
    public void A_message_from_beyond_the_gap_takes_one_sync_and_what_the_device_has_stays()
    {
        _device.Push([.. Enumerable.Range(1, 20).Select(seq => (long)seq)]);
        _device.Push(Raised + 1);

        Assert.Equal([new Cursor(MachineFixture.Chat, 20)], _device.LastSync.Request.Cursors!);
        _device.AnswerSync(Raised + 1);
        _device.Push(Raised + 2);
        _device.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([.. Enumerable.Range(1, 20), Raised + 1, Raised + 2], _device.Seqs);
        Assert.Equal(2, _device.Output.Syncs.Count);
    }

    [Fact]
    public void A_head_beyond_the_gap_takes_one_sync_that_brings_nothing()
    {
        _device.Push([.. Enumerable.Range(1, 20).Select(seq => (long)seq)]);
        for (var heartbeats = 0; heartbeats < 3; heartbeats++)
        {
            _device.Do(machine => machine.HeadsTold(new Heads([new Head(MachineFixture.Chat, Raised, 0, Raised)])));
            _device.Advance(TimeSpan.FromSeconds(5));
            if (heartbeats == 0)
                _device.AnswerSync();
            _device.Advance(TimeSpan.FromSeconds(25));
        }

        Assert.Equal(2, _device.Output.Syncs.Count);
        _device.Push(Raised + 1);
        Assert.Equal([.. Enumerable.Range(1, 20), Raised + 1], _device.Seqs);
        Assert.Equal(2, _device.Output.Syncs.Count);
    }
}
