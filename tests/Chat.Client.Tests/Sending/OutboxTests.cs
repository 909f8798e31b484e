using Chat.Client.Machine;
using Chat.Client.Sending;
using Chat.Client.Tests.Machine;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Sending;

public sealed class OutboxTests
{
    private readonly MachineFixture _device = new(new ClientMachineOptions { SendWindow = 4, OutboxCapacity = 10 });

    [Fact]
    public void Sends_wait_while_offline_and_leave_in_order()
    {
        var requests = Enqueue(3);
        Assert.Empty(_device.Output.Sent);

        _device.Live();

        Assert.Equal(requests, _device.Output.Sent);
    }

    [Fact]
    public void No_more_than_the_window_is_under_way()
    {
        _device.Live();
        var requests = Enqueue(6);
        Assert.Equal(requests.Take(4), _device.Output.Sent);

        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[0], 1)));

        Assert.Equal(requests.Take(5), _device.Output.Sent);
    }

    [Fact]
    public void A_full_outbox_fails_the_send_and_keeps_the_others()
    {
        var requests = Enqueue(11);

        var (id, reason) = Assert.Single(_device.Output.Failed);
        Assert.Equal(requests[10].ClientMsgId, id);
        Assert.IsType<OutboxFullException>(reason);
    }

    [Fact]
    public void Unacked_sends_are_resent_in_order_with_the_same_id_after_a_reconnect()
    {
        _device.Live();
        var requests = Enqueue(3);
        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[1], 2)));
        _device.Do(machine => machine.Disconnected());
        _device.Output.Sent.Clear();

        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));

        Assert.Equal([requests[0], requests[2]], _device.Output.Sent);
    }

    [Fact]
    public void After_unavailable_the_chat_waits_for_all_under_way_and_resends_in_order()
    {
        _device.Live();
        var requests = Enqueue(3);
        _device.Output.Sent.Clear();
        foreach (var request in new[] { requests[1], requests[0] })
            Refuse(request, ErrorCodes.Unavailable);
        _device.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_device.Output.Sent);

        Refuse(requests[2], ErrorCodes.Unavailable);
        _device.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(requests, _device.Output.Sent);
    }

    [Fact]
    public void A_chat_that_waits_does_not_hold_back_another()
    {
        _device.Live();
        Refuse(_device.Enqueue(), ErrorCodes.Unavailable);
        _device.Output.Sent.Clear();

        var other = _device.Enqueue(new ChatId(78));

        Assert.Equal([other], _device.Output.Sent);
    }

    [Fact]
    public void A_send_queued_while_its_chat_waits_goes_behind_it()
    {
        _device.Live();
        var first = _device.Enqueue();
        Refuse(first, ErrorCodes.RateLimited);
        var second = _device.Enqueue();
        _device.Output.Sent.Clear();

        _device.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([first, second], _device.Output.Sent);
    }

    [Theory]
    [InlineData(ErrorCodes.NotAMember)]
    [InlineData(ErrorCodes.TooLarge)]
    [InlineData(ErrorCodes.MediaNotFound)]
    public void A_refusal_for_good_ends_that_send_only(string code)
    {
        _device.Live();
        var requests = Enqueue(2);
        Refuse(requests[0], code);
        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[1], 1)));

        Assert.Equal(code, Assert.IsType<ChatException>(Assert.Single(_device.Output.Failed).Reason).Code);
        Assert.Single(_device.Output.Done);
    }

    [Fact]
    public void Only_a_send_that_has_not_left_is_taken_back()
    {
        _device.Live();
        var requests = Enqueue(5);
        _device.Do(machine => machine.Withdraw(requests[4].ClientMsgId));
        _device.Do(machine => machine.Withdraw(requests[0].ClientMsgId));
        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[0], 1)));

        Assert.Equal(requests.Take(4), _device.Output.Sent);
        Assert.Single(_device.Output.Done);
    }

    [Fact]
    public void Chats_take_turns_for_places_in_the_window()
    {
        _device.Live();
        var requests = Enqueue(8);
        var other = _device.Enqueue(new ChatId(78));
        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[0], 1)));
        _device.Do(machine => machine.Acked(MachineFixture.Ack(requests[1], 2)));

        Assert.Contains(other, _device.Output.Sent);
    }

    [Fact]
    public void Stopping_fails_what_waits_and_what_comes_after()
    {
        Enqueue(2);
        _device.Do(machine => machine.Stopped(new ClientStoppedException(StopReason.Replaced)));
        Enqueue(1);

        Assert.Equal(3, _device.Output.Failed.Count);
    }

    private SendRequest[] Enqueue(int count) => [.. Enumerable.Range(0, count).Select(_ => _device.Enqueue())];

    private void Refuse(SendRequest request, string code) =>
        _device.Do(machine => machine.SendRefused(request.ClientMsgId, new ChatException(code, "No.")));
}
