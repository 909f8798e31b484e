using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Contracts.Tests.Internal;

public sealed class WatermarkItemTests
{
    private static readonly DeviceId Phone = new(5);
    private static readonly DeviceId Laptop = new(6);

    private readonly WatermarkItem _item = new() { ChatId = 7, UserId = 8 };

    [Fact]
    public void The_first_report_is_taken_as_it_is()
    {
        _item.Raise(Phone, delivered: 4, read: 3);

        Assert.Equal(new WatermarkItem { ChatId = 7, UserId = 8, DeliveredSeq = 4, ReadSeq = 3, DeviceId = Phone.Value }, _item);
    }

    [Fact]
    public void Each_watermark_stays_at_the_highest()
    {
        _item.Raise(Phone, delivered: 9, read: 2);
        _item.Raise(Phone, delivered: 4, read: 3);
        _item.Raise(Phone, delivered: 5, read: 0);

        Assert.Equal((9, 3, Phone.Value), (_item.DeliveredSeq, _item.ReadSeq, _item.DeviceId));
    }

    [Fact]
    public void What_several_devices_reported_is_no_single_devices_any_more()
    {
        _item.Raise(Phone, delivered: 1, read: 0);
        _item.Raise(Laptop, delivered: 2, read: 0);
        Assert.Equal(0, _item.DeviceId);

        _item.Raise(Laptop, delivered: 3, read: 0);
        Assert.Equal((3, 0), (_item.DeliveredSeq, _item.DeviceId));
    }

    [Fact]
    public void What_several_reported_already_stays_so()
    {
        _item.Raise(default, delivered: 1, read: 0);
        _item.Raise(Phone, delivered: 1, read: 1);

        Assert.Equal(0, _item.DeviceId);
    }
}
