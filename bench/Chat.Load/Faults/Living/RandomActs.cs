using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Every so often somebody who is there, and is no member who comes and goes, does something in one of the chats.</summary>
internal sealed class RandomActs(LoadedCrowd crowd, MembershipBoard membership, Random random, TimeSpan every, RandomActs.Act act)
{
    public delegate Task Act(LoadedChat chat, LoadedDevice device, CancellationToken cancellation);

    /// <param name="cancellation">Gives up; an act that was begun is not cut short by the end.</param>
    public async Task RunAsync(CancellationToken end, CancellationToken cancellation)
    {
        using var turns = new PeriodicTimer(every);
        try
        {
            while (await turns.WaitForNextTickAsync(end))
            {
                var chat = crowd.Chats[random.Next(crowd.Chats.Count)];
                var user = chat.WithDevices[random.Next(chat.WithDevices.Count)];
                if (!membership.Comes(user, chat) && user.AnyPresent(random) is { } device)
                    await act(chat, device, cancellation);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Done enough.
        }
    }
}
