using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;
using Chat.Contracts.Hub;

namespace Chat.Checker.Tests.Policies;

public sealed class WatermarksBackTests
{
    private readonly RunBuilder _run = new();
    private readonly DeviceBuilder _anna;
    private readonly DeviceBuilder _ben;
    private readonly ChatBuilder _chat;

    public WatermarksBackTests()
    {
        (_anna, _ben) = (_run.Device(_run.User()), _run.Device(_run.User()));
        _chat = _run.Direct(_anna.User, _ben.User);
        _anna.Send(_chat);
        _anna.Send(_chat);
        _ben.Read(_chat);
    }

    [Fact]
    public void The_same_receipt_again_is_none() => Assert.Empty(Check(Receipt(ReceiptType.READ, 2)));

    [Fact]
    public void A_late_receipt_on_a_new_connection_is_none() =>
        Assert.Empty(Check(new Disconnected(_run.Now()), new Connected(_run.Now()), Receipt(ReceiptType.READ, 1)));

    [Fact]
    public void Each_type_is_judged_by_itself() => Assert.Empty(Check(Receipt(ReceiptType.DELIVERED, 1)));

    [Fact]
    public void A_lower_receipt_is_named_with_the_device_that_saw_it()
    {
        var anomaly = Assert.Single(Check(Receipt(ReceiptType.READ, 1)));

        Assert.Equal((AnomalyKind.WatermarkBack, _anna.Id, 1), (anomaly.Kind, anomaly.DeviceId, anomaly.Seq));
    }

    private ReceiptSeen Receipt(ReceiptType type, long seq) => new(_run.Now(), _chat.Id, _ben.User, type, seq);

    /// <summary>With these at the end of what Anna's device saw.</summary>
    private IReadOnlyList<Anomaly> Check(params DeviceEvent[] more)
    {
        var run = _run.Finish();
        return RunChecker.Check(run.With(run.Devices[0], run.Devices[0].Events.Concat(more)));
    }
}
