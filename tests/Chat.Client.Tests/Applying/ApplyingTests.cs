using Chat.Client.Machine;
using Chat.Client.Tests.Machine;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Applying;

public sealed class ApplyingTests
{
    private readonly MachineFixture _device = new();

    [Fact]
    public void Pushes_in_order_are_delivered_at_once()
    {
        _device.Live().Push(1, 2, 3);

        Assert.Equal([1, 2, 3], _device.Seqs);
        Assert.Equal(3, _device.Counts.Pushed);
        Assert.Equal(0, _device.Counts.Repeated);
    }

    [Fact]
    public void Pushes_out_of_order_are_delivered_in_order()
    {
        _device.Live().Push(3, 1, 2, 5, 4);

        Assert.Equal([1, 2, 3, 4, 5], _device.Seqs);
    }

    [Fact]
    public void A_repeated_push_is_counted_and_dropped()
    {
        _device.Live().Push(1, 1, 3, 3, 2, 2);

        Assert.Equal([1, 2, 3], _device.Seqs);
        Assert.Equal(6, _device.Counts.Pushed);
        Assert.Equal(3, _device.Counts.Repeated);
    }

    [Fact]
    public void Chats_do_not_wait_for_each_other()
    {
        var other = new ChatId(78);
        _device.Live().Push(2);
        _device.Do(machine => machine.Pushed(MachineFixture.Message(1, other)));

        Assert.Empty(_device.Seqs);
        Assert.Equal([1], _device.Output.SeqsOf(other));
    }

    [Fact]
    public void A_replay_starts_where_the_cursor_stands_and_closes_what_it_leaves_out()
    {
        var device = new MachineFixture(cursors: new() { [MachineFixture.Chat] = 4 });
        device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        Assert.Equal([new Cursor(MachineFixture.Chat, 4)], device.LastSync.Request.Cursors!);
        Assert.False(device.LastSync.Request.Only);

        device.AnswerSync(6, 9);

        Assert.Equal([6, 9], device.Seqs);
        Assert.Equal(2, device.Counts.Replayed);
        Assert.Equal(1, device.Output.CaughtUpCount);
    }

    [Fact]
    public void A_live_message_that_overtakes_the_replay_waits_for_it()
    {
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        _device.Push(3);
        Assert.Empty(_device.Seqs);

        _device.AnswerSync(1, 2);

        Assert.Equal([1, 2, 3], _device.Seqs);
        Assert.Single(_device.Output.Syncs);
    }

    [Fact]
    public void The_ack_of_an_own_send_is_its_message_in_its_place()
    {
        _device.Live();
        var request = _device.Enqueue();
        _device.Push(2);
        Assert.Empty(_device.Seqs);

        _device.Do(machine => machine.Acked(MachineFixture.Ack(request, 1)));

        Assert.Equal([1, 2], _device.Seqs);
        var own = _device.Output.Delivered[0];
        Assert.Equal((MachineFixture.Me, MachineFixture.MyDevice, request.ClientMsgId), (own.From, own.FromDevice, own.ClientMsgId));
        Assert.Equal(1, _device.Counts.Pushed);
    }

    [Fact]
    public void An_own_message_that_a_sync_brought_is_not_delivered_again_by_its_ack()
    {
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        var request = _device.Enqueue();
        _device.AnswerSync(1, 2);

        _device.Do(machine => machine.Acked(MachineFixture.Ack(request, 2)));

        Assert.Equal([1, 2], _device.Seqs);
        Assert.Single(_device.Output.Done);
    }

    [Fact]
    public void A_chat_that_one_joins_begins_at_its_first_visible_message()
    {
        _device.Live();
        _device.Do(machine => machine.Changed(
            new ChatChanged(MachineFixture.Chat, 5, 40, ChatChange.MemberAdded, MachineFixture.Me)));

        _device.Push(40, 41);

        Assert.Equal([40, 41], _device.Seqs);
        Assert.Single(_device.Output.Syncs);
    }

    [Fact]
    public void Who_comes_back_gets_what_a_Sync_passed_over_between_removal_and_return()
    {
        _device.Live().Push(1, 2);
        // 3 to 5 were sent before the removal and their pushes are lost; this Sync runs after it.
        _device.Do(machine => machine.HeadsTold(new Heads([new Head(MachineFixture.Chat, 5, 0, 1)])));
        _device.Advance(TimeSpan.FromSeconds(4));
        _device.AnswerSync();

        _device.Do(machine => machine.Changed(
            new ChatChanged(MachineFixture.Chat, 9, 1, ChatChange.MemberAdded, MachineFixture.Me)));
        Assert.Equal([new Cursor(MachineFixture.Chat, 2)], _device.LastSync.Request.Cursors!);
        _device.AnswerSync(3, 4, 5);
        _device.Push(9);
        _device.Advance(TimeSpan.FromSeconds(4));
        _device.AnswerSync(9);

        Assert.Equal([1, 2, 3, 4, 5, 9], _device.Seqs);
    }

    [Fact]
    public void What_the_application_cannot_take_is_refused_and_synced_when_there_is_room()
    {
        var device = new MachineFixture(new ClientMachineOptions { InboxCapacity = 4 }).Live();
        device.Push(1, 2, 3, 4, 5, 6);
        Assert.Equal([1, 2, 3, 4], device.Seqs);
        Assert.Equal(1, device.Counts.Refused);
        Assert.Single(device.Output.Syncs);

        device.Do(machine => machine.Handled([new Cursor(MachineFixture.Chat, 4)], 4));
        device.AnswerSync(5, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], device.Seqs);
    }

    [Fact]
    public void A_replay_longer_than_the_inbox_comes_in_several_parts()
    {
        var device = new MachineFixture(new ClientMachineOptions { InboxCapacity = 4 });
        device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        var first = device.LastSync.Run;
        foreach (var seq in Enumerable.Range(1, 9))
            device.Do(machine => machine.SyncItem(first, MachineFixture.Message(seq)));
        Assert.Equal([first], device.Output.CancelledSyncs);

        device.Do(machine => machine.Handled([new Cursor(MachineFixture.Chat, 4)], 4));
        device.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([new Cursor(MachineFixture.Chat, 4)], device.LastSync.Request.Cursors!);
        device.AnswerSync(5, 6, 7, 8);
        device.Do(machine => machine.Handled([new Cursor(MachineFixture.Chat, 8)], 4));

        Assert.Equal(Enumerable.Range(1, 8).Select(seq => (long)seq), device.Seqs);
        Assert.Equal(1, device.Output.CaughtUpCount);
    }
}
