using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Users read: twenty times a second somebody has read what is there of a chat.</summary>
internal sealed class Reading(LoadedCrowd crowd, MembershipBoard membership, Random random)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <param name="cancellation">Gives up; a mark that was begun is not cut short by the end.</param>
    public async Task RunAsync(CancellationToken end, CancellationToken cancellation)
    {
        using var turns = new PeriodicTimer(Between);
        try
        {
            while (await turns.WaitForNextTickAsync(end))
            {
                var chat = crowd.Chats[random.Next(crowd.Chats.Count)];
                var user = chat.WithDevices[random.Next(chat.WithDevices.Count)];
                if (!membership.Comes(user, chat) && user.AnyPresent(random) is { } device)
                    await device.ReadAsync(device.SeatIn(chat), cancellation);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Read enough.
        }
    }
}
