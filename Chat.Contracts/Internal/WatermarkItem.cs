using Chat.Contracts.Ids;

namespace Chat.Contracts.Internal;

public sealed partial class WatermarkItem
{
    /// <summary>Takes in what a device has reported: each watermark stays at the highest. 0: nothing of that kind.</summary>
    /// <param name="device">None: several reported it.</param>
    public void Raise(DeviceId device, long delivered, long read)
    {
        var first = this is { DeliveredSeq: 0, ReadSeq: 0 };
        DeviceId = first || DeviceId == device.Value ? device.Value : 0;
        DeliveredSeq = Math.Max(DeliveredSeq, delivered);
        ReadSeq = Math.Max(ReadSeq, read);
    }
}
