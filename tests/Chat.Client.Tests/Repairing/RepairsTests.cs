using Chat.Client.Tests.Machine;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Repairing;

public sealed class RepairsTests
{
    private static readonly ChatId Chat = MachineFixture.Chat;

    private readonly MachineFixture _device = new MachineFixture().Live();

    [Fact]
    public void A_gap_in_the_pushes_is_asked_for_at_once()
    {
        _device.Push(1, 4);

        Assert.Equal(2, _device.Output.Syncs.Count);
        Assert.True(_device.LastSync.Request.Only);
        Assert.Equal([new Cursor(Chat, 1)], _device.LastSync.Request.Cursors!);
        _device.AnswerSync(2, 3, 4);
        Assert.Equal([1, 2, 3, 4], _device.Seqs);
        Assert.Equal(3, _device.Counts.Repaired);
        Assert.Equal(1, _device.Counts.Repeated);
    }

    [Fact]
    public void What_a_completed_sync_did_not_bring_does_not_exist()
    {
        _device.Push(1, 4);
        _device.AnswerSync(2);

        Assert.Equal([1, 2, 4], _device.Seqs);
        _device.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _device.Output.Syncs.Count);
    }

    [Fact]
    public void A_gap_above_the_heads_of_the_syncs_beginning_is_asked_for_again()
    {
        _device.Push(1, 3);
        _device.Push(6);
        _device.AnswerSync(2, 3);

        Assert.Equal([1, 2, 3], _device.Seqs);
        Assert.Equal([new Cursor(Chat, 3)], _device.LastSync.Request.Cursors!);
        Assert.Equal(3, _device.Output.Syncs.Count);
    }

    [Fact]
    public void A_gap_behind_own_sends_is_asked_for_after_300_ms_and_jitter()
    {
        _device.Enqueue();
        _device.Push(2);

        _device.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Single(_device.Output.Syncs);
        _device.Advance(TimeSpan.FromMilliseconds(151));
        Assert.Equal(2, _device.Output.Syncs.Count);
    }

    [Fact]
    public void An_ack_in_time_fills_its_gap_without_a_sync()
    {
        var request = _device.Enqueue();
        _device.Push(2);
        _device.Advance(TimeSpan.FromMilliseconds(200));
        _device.Do(machine => machine.Acked(MachineFixture.Ack(request, 1)));
        _device.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2], _device.Seqs);
        Assert.Single(_device.Output.Syncs);
    }

    [Fact]
    public void Pushes_that_lag_behind_an_own_ack_are_let_come()
    {
        var request = _device.Enqueue();
        _device.Do(machine => machine.Acked(MachineFixture.Ack(request, 4)));
        foreach (var seq in new long[] { 1, 2, 3 })
        {
            _device.Advance(TimeSpan.FromMilliseconds(1_900));
            _device.Push(seq);
        }

        Assert.Equal([1, 2, 3, 4], _device.Seqs);
        Assert.Single(_device.Output.Syncs);
    }

    [Fact]
    public void A_chat_behind_a_head_that_does_not_move_is_synced()
    {
        _device.Push(1);
        _device.Do(machine => machine.HeadsTold(new Heads([new Head(Chat, 3, 0, 1)])));
        Assert.Single(_device.Output.Syncs);

        _device.Advance(TimeSpan.FromSeconds(3));
        _device.AnswerSync(2, 3);

        Assert.Equal([1, 2, 3], _device.Seqs);
    }

    [Fact]
    public void A_chat_that_only_a_head_tells_of_is_synced_from_its_start()
    {
        _device.Do(machine => machine.HeadsTold(new Heads([new Head(Chat, 3, 0, 1)])));
        _device.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([new Cursor(Chat, 0)], _device.LastSync.Request.Cursors!);
    }

    [Fact]
    public void Gaps_of_many_chats_go_together_while_a_sync_is_under_way()
    {
        _device.Push(2);
        foreach (var chat in Enumerable.Range(100, 5))
            _device.Do(machine => machine.Pushed(MachineFixture.Message(2, new ChatId(chat))));
        Assert.Equal(2, _device.Output.Syncs.Count);

        _device.AnswerSync(1);

        Assert.Equal(3, _device.Output.Syncs.Count);
        Assert.Equal(5, _device.LastSync.Request.Cursors!.Count);
    }

    [Fact]
    public void A_sync_that_fails_is_asked_again_after_a_while()
    {
        _device.Push(2);
        _device.Do(machine => machine.SyncFailed(_device.LastSync.Run));
        Assert.Equal(2, _device.Output.Syncs.Count);

        _device.Advance(TimeSpan.FromMilliseconds(500));
        _device.AnswerSync(1);

        Assert.Equal([1, 2], _device.Seqs);
    }

    [Fact]
    public void A_sync_that_fails_after_it_has_closed_the_gap_does_not_hide_the_next_gap()
    {
        _device.Push(2);
        _device.Do(machine => machine.SyncItem(_device.LastSync.Run, MachineFixture.Message(1)));
        _device.Do(machine => machine.SyncFailed(_device.LastSync.Run));
        _device.Advance(TimeSpan.FromSeconds(5));
        var syncs = _device.Output.Syncs.Count;

        _device.Push(4);
        _device.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(syncs + 1, _device.Output.Syncs.Count);
        Assert.Equal([new Cursor(MachineFixture.Chat, 2)], _device.LastSync.Request.Cursors);
    }

    [Fact]
    public void After_a_reconnect_everything_is_asked_for_from_the_cursors()
    {
        _device.Push(1, 3);
        _device.Do(machine => machine.Disconnected());
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));

        Assert.Equal([new Cursor(Chat, 1)], _device.LastSync.Request.Cursors!);
        Assert.False(_device.LastSync.Request.Only);
        _device.AnswerSync(2, 3, 4);
        Assert.Equal([1, 2, 3, 4], _device.Seqs);
        Assert.Equal(2, _device.Output.CaughtUpCount);
    }

    [Fact]
    public void More_chats_than_a_call_takes_are_caught_up_in_several_that_name_only_their_own()
    {
        var cursors = Enumerable.Range(1, Limits.MaxCursors + 1).ToDictionary(id => new ChatId(id), id => (long)id);
        var device = new MachineFixture(cursors: cursors).Live();

        Assert.Equal(2, device.Output.Syncs.Count);
        Assert.All(device.Output.Syncs, sync => Assert.True(sync.Request.Only));
        Assert.Equal(
            cursors.Keys.OrderBy(chat => chat.Value),
            device.Output.Syncs.SelectMany(sync => sync.Request.Cursors!).Select(cursor => cursor.ChatId).OrderBy(chat => chat.Value));
    }
}
