using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Users read: twenty times a second somebody has read what is there of a chat.</summary>
internal static class Reading
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    public static RandomActs Of(LoadedCrowd crowd, MembershipBoard membership, Random random) =>
        new(crowd, membership, random, Every, static (chat, device, cancellation) => device.ReadAsync(device.SeatIn(chat), cancellation));
}
