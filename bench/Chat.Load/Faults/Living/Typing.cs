using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Ten times a second somebody begins to type somewhere, and sometimes leaves it at that.</summary>
internal sealed class Typing(LoadedCrowd crowd, MembershipBoard membership, Random random)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <param name="cancellation">Gives up.</param>
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
                    await device.TypeAsync(chat, typing: random.Next(3) > 0, cancellation);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Typed enough.
        }
    }
}
