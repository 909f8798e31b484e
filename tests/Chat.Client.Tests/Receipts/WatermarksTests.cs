using Chat.Client.Machine;
using Chat.Client.Tests.Machine;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Receipts;

public sealed class WatermarksTests
{
    private static readonly ChatId Chat = MachineFixture.Chat;
    private static readonly TimeSpan Interval = new ClientMachineOptions().ReceiptInterval;

    private readonly MachineFixture _device = new MachineFixture().Live();

    [Fact]
    public void Delivered_is_claimed_once_an_interval_for_what_was_handled()
    {
        foreach (var seq in new long[] { 1, 2, 3 })
            Handle(seq);
        _device.Advance(Interval);

        Assert.Equal([(Chat, ReceiptType.DELIVERED, 3)], _device.Output.Receipts);
    }

    [Fact]
    public void What_waits_for_a_gap_or_for_the_application_is_not_claimed()
    {
        _device.Push(1, 3);
        _device.Advance(Interval);

        Assert.Empty(_device.Output.Receipts);
    }

    [Fact]
    public void Delivered_is_not_claimed_if_the_application_wants_that_for_itself()
    {
        var device = new MachineFixture(new ClientMachineOptions { ClaimsDelivered = false }).Live();
        device.Do(machine => machine.Handled([new Cursor(Chat, 3)], 3));
        device.Advance(Interval);

        Assert.Empty(device.Output.Receipts);
    }

    [Fact]
    public void Read_implies_delivered()
    {
        Handle(3);
        _device.Do(machine => machine.Read(Chat, 3));
        _device.Advance(Interval);
        _device.Do(machine => machine.ReceiptSettled(Chat, ReceiptType.READ, 3, again: false));
        _device.Advance(Interval * 3);

        Assert.Equal([(Chat, ReceiptType.READ, 3)], _device.Output.Receipts);
    }

    [Fact]
    public void An_unconfirmed_claim_is_made_again_after_the_next_sync()
    {
        Handle(3);
        _device.Advance(Interval);
        _device.Do(machine => machine.Disconnected());
        _device.Advance(Interval * 3);
        Assert.Single(_device.Output.Receipts);

        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));
        _device.AnswerSync();
        _device.Advance(Interval);

        Assert.Equal(2, _device.Output.Receipts.Count);
    }

    [Fact]
    public void A_new_process_claims_what_its_cursors_say()
    {
        var device = new MachineFixture(cursors: new() { [Chat] = 7 }).Live();
        device.Advance(Interval);

        Assert.Equal([(Chat, ReceiptType.DELIVERED, 7)], device.Output.Receipts);
    }

    [Fact]
    public void A_claim_that_was_unavailable_is_made_again_and_a_refused_one_is_not()
    {
        Handle(1);
        _device.Advance(Interval);
        _device.Do(machine => machine.ReceiptSettled(Chat, ReceiptType.DELIVERED, 1, again: true));
        _device.Advance(Interval);
        Assert.Equal(2, _device.Output.Receipts.Count);

        _device.Do(machine => machine.ReceiptSettled(Chat, ReceiptType.DELIVERED, 1, again: false));
        _device.Advance(Interval * 3);
        Assert.Equal(2, _device.Output.Receipts.Count);
    }

    private void Handle(long seq) => _device.Do(machine => machine.Handled([new Cursor(Chat, seq)], 0));
}
