using Chat.Load.Replaying;
using Chat.Load.Reporting;

namespace Chat.Client.Tests.Load;

public sealed class DeviceComparisonTests
{
    private static readonly Dictionary<long, int> History = new() { [1] = 0, [2] = 1, [3] = 2 };

    [Fact]
    public void The_same_chat_has_no_faults() =>
        Assert.Equal(new DeviceComparison(3, 0, 0, 0, 0), Of((1, 0), (2, 1), (3, 2)));

    [Fact]
    public void What_is_missing_is_lost() =>
        Assert.Equal(new DeviceComparison(2, 1, 0, 0, 0), Of((1, 0), (3, 2)));

    [Fact]
    public void What_comes_twice_is_duplicated() =>
        Assert.Equal(new DeviceComparison(3, 0, 1, 0, 0), Of((1, 0), (2, 1), (2, 1), (3, 2)));

    [Fact]
    public void What_comes_after_a_later_one_is_out_of_order() =>
        Assert.Equal(new DeviceComparison(3, 0, 0, 1, 0), Of((1, 0), (3, 2), (2, 1)));

    [Fact]
    public void Another_text_or_an_unknown_seq_is_foreign() =>
        Assert.Equal(new DeviceComparison(1, 2, 0, 0, 3), Of((1, 0), (2, -1), (3, 1), (4, 3)));

    private static DeviceComparison Of(params (long Seq, int Line)[] received) =>
        DeviceComparison.Of(History, [.. received.Select(pair => new Received(pair.Seq, pair.Line))]);
}
