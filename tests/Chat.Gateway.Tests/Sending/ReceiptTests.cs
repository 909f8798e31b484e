using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Sending;
using Chat.Gateway.Tests.Connections;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Sending;

public sealed class ReceiptTests : IAsyncDisposable
{
    private readonly HeldMessaging _messaging = new();
    private readonly ManualTimeProvider _time = new();
    private readonly WriteLanes _lanes;
    private readonly ReceiptSender _receipts;
    private readonly Gateway.Connections.ClientConnection _connection = Given.Connection(new FakeLink());

    public ReceiptTests()
    {
        _lanes = new WriteLanes(_messaging.Fake, NullLogger<WriteLanes>.Instance);
        _receipts = new ReceiptSender(_lanes, _time);
    }

    public async ValueTask DisposeAsync() => await _lanes.DisposeAsync();

    [Fact]
    public async Task Waiting_receipts_of_a_chat_become_one_and_the_highest_wins()
    {
        var first = Raise(1, "DELIVERED");
        var call = await _messaging.NextAsync();
        var waiting = new[] { Raise(5, "DELIVERED"), Raise(3, "READ"), Raise(9, "DELIVERED"), Raise(2, "READ") };
        call.Accept();
        var second = await _messaging.NextAsync();

        var item = Assert.Single(second.Batch.Watermarks);
        Assert.Equal((9, 3), (item.DeliveredSeq, item.ReadSeq));
        second.Accept();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task Read_implies_delivered()
    {
        var read = Raise(4, "READ");
        var call = await _messaging.NextAsync();
        var item = Assert.Single(call.Batch.Watermarks);
        Assert.Equal((4, 4), (item.DeliveredSeq, item.ReadSeq));
        call.Accept();
        await read;
    }

    [Fact]
    public async Task A_receipt_is_tried_again_after_an_outage()
    {
        var receipt = Raise(4, "READ");
        (await _messaging.NextAsync()).Result.SetException(ChatException.Unavailable("gone"));
        await Eventually.True(() => _time.PendingTimers > 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _messaging.NextAsync()).Accept();
        await receipt;
    }

    [Fact]
    public async Task Seq_0_needs_no_call()
    {
        await Raise(0, "READ");
        Assert.Equal(0, _messaging.Waiting);
    }

    [Fact]
    public void The_message_must_be_of_the_chat()
    {
        var foreign = new ReceiptRequest(Given.Chat, "READ", new MessageId(Given.OtherChat, 3));
        Assert.Equal(ErrorCodes.BadRequest, Assert.Throws<ChatException>(() => ReceiptValidation.Check(foreign)).Code);
        Assert.Equal((Given.Chat, 3, true), ReceiptValidation.Check(foreign with { ServerMsgId = new MessageId(Given.Chat, 3) }));
    }

    private Task Raise(long seq, string type) =>
        _receipts.SendAsync(_connection, new ReceiptRequest(Given.Chat, type, Seq: seq), CancellationToken.None);
}
