using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Syncing;
using Chat.Gateway.Tests.Connections;
using Xunit;

namespace Chat.Gateway.Tests.Syncing;

public sealed class SyncGateTests
{
    private readonly FakeLink _link = new();
    private readonly SyncGate _gate;

    public SyncGateTests() => _gate = new SyncGate(maxHeld: 4, frame => _link.WriteAsync(frame));

    [Fact]
    public void Before_the_first_invocation_messages_are_dropped()
    {
        Push(1);
        _gate.Start();
        Push(2);
        Assert.Equal([2], _link.Seqs);
    }

    [Fact]
    public void During_a_chats_replay_live_messages_wait_and_then_go_out_in_order()
    {
        _gate.Open([new Cursor(Given.Chat, 0)], only: false);
        _gate.Begin(Given.Chat);
        Push(5);
        Push(3);
        Push(4);
        Assert.Empty(_link.Seqs);
        Assert.True(_gate.End(Given.Chat, through: 3));
        Assert.Equal([4, 5], _link.Seqs);
    }

    [Fact]
    public void Dropped_messages_that_the_replay_brought_need_no_second_round()
    {
        _gate.Open([], only: false);
        Push(1);
        Push(2);
        _gate.Begin(Given.Chat);
        Assert.True(_gate.End(Given.Chat, through: 2));
        Assert.Empty(_gate.EndRound());
        Push(3);
        Assert.Equal([3], _link.Seqs);
    }

    [Fact]
    public void A_chat_of_which_something_later_was_dropped_stays_held_and_is_asked_for_again()
    {
        _gate.Open([], only: false);
        Push(3);
        _gate.Begin(Given.Chat);
        Push(4);
        Assert.False(_gate.End(Given.Chat, through: 2));
        Assert.Equal([new Cursor(Given.Chat, 2)], _gate.EndRound());
        Push(5);
        _gate.Begin(Given.Chat);
        Assert.True(_gate.End(Given.Chat, through: 3));
        Assert.Equal([4, 5], _link.Seqs);
        Assert.Empty(_gate.EndRound());
    }

    [Fact]
    public void A_chat_without_pages_is_asked_for_from_where_the_device_stands_for_its_own_messages_are_not_pushed_to_it()
    {
        _gate.Open([new Cursor(Given.OtherChat, 3)], only: false);
        Push(7);
        Push(9, Given.OtherChat);
        Assert.Equal(
            [new Cursor(Given.Chat, 0), new Cursor(Given.OtherChat, 3)],
            _gate.EndRound().OrderBy(cursor => cursor.Seq));
    }

    [Fact]
    public void A_cursor_beyond_the_end_does_not_hide_what_was_dropped()
    {
        _gate.Open([new Cursor(Given.Chat, 100)], only: true);
        Push(7);
        Assert.Equal([new Cursor(Given.Chat, 6)], _gate.EndRound());
    }

    [Fact]
    public void What_a_second_round_does_not_bring_is_not_this_users_to_see()
    {
        _gate.Open([], only: false);
        Push(7);
        Assert.Single(_gate.EndRound());
        Assert.Empty(_gate.EndRound());
        Push(8);
        Assert.Equal([8], _link.Seqs);
    }

    [Fact]
    public void Too_many_held_ones_are_dropped_and_asked_for()
    {
        _gate.Open([], only: false);
        _gate.Begin(Given.Chat);
        for (var seq = 11; seq <= 16; seq++)
            Push(seq);
        Assert.False(_gate.End(Given.Chat, through: 10));
        Assert.Equal([new Cursor(Given.Chat, 10)], _gate.EndRound());
        _gate.Begin(Given.Chat);
        Assert.True(_gate.End(Given.Chat, through: 16));
        Assert.Empty(_link.Seqs);
        Push(17);
        Assert.Equal([17], _link.Seqs);
    }

    [Fact]
    public void Chats_outside_of_an_only_replay_stay_live()
    {
        _gate.Open([new Cursor(Given.OtherChat, 0)], only: true);
        Push(1);
        Push(1, Given.OtherChat);
        Assert.Equal([1], _link.Seqs);
    }

    [Fact]
    public void A_live_message_that_the_replay_brought_is_not_repeated()
    {
        _gate.Open([], only: false);
        _gate.Begin(Given.Chat);
        _gate.End(Given.Chat, through: 5);
        Push(5);
        Assert.Empty(_gate.EndRound());
        Push(4);
        Push(6);
        Push(7);
        Assert.Equal([6, 7], _link.Seqs);
    }

    [Fact]
    public void When_a_replay_breaks_off_all_chats_are_live()
    {
        _gate.Open([], only: false);
        _gate.Begin(Given.Chat);
        Push(1);
        _gate.Close();
        Push(2);
        Push(1, Given.OtherChat);
        Assert.Equal([2, 1], _link.Seqs);
    }

    private void Push(long seq, ChatId? chat = null) => _gate.Push(chat ?? Given.Chat, seq, Given.Frame(chat ?? Given.Chat, seq));
}
