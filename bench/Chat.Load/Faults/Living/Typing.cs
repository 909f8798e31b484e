using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Ten times a second somebody begins to type somewhere, and sometimes leaves it at that.</summary>
internal static class Typing
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    public static RandomActs Of(LoadedCrowd crowd, MembershipBoard membership, Random random) =>
        new(crowd, membership, random, Every, (chat, device, cancellation) => device.TypeAsync(chat, typing: random.Next(3) > 0, cancellation));
}
