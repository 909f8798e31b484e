using Chat.Client.Accounts;
using Chat.Contracts.Errors;
using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Lets people leave and rejoin, one after another; while the stack is disturbed the call is made until it is answered.</summary>
internal sealed class Membership(MembershipBoard board, Random random, RunClock clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CallWithin = TimeSpan.FromSeconds(10);

    /// <summary>Until the end; then everybody is a member.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task RunAsync(CancellationToken end, CancellationToken cancellation)
    {
        var places = board.Places.ToArray();
        while (places.Length > 0 && !end.IsCancellationRequested)
        {
            var (user, chat) = places[random.Next(places.Length)];
            await LeaveAndRejoinAsync(user, chat, end, cancellation);
            await Task.Delay(Between, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeaveAndRejoinAsync(LoadedUser user, LoadedChat chat, CancellationToken end, CancellationToken cancellation)
    {
        var owner = chat.Members[0].Devices[0].Account;
        var asked = clock.Now;
        await UntilAnsweredAsync(owner, (chats, token) => chats.RemoveMemberAsync(chat.Id, user.Id, token), cancellation);
        var absence = new MembershipBoard.Absence(asked, clock.Now);
        foreach (var device in user.Devices)
            device.SeatIn(chat).Leave();

        await Task.Delay(Away, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        absence.RejoinAsked = clock.Now;
        await UntilAnsweredAsync(owner, (chats, token) => chats.AddMembersAsync(chat.Id, [user.Id], token), cancellation);
        absence.RejoinAnswered = clock.Now;
        board.Of(user, chat).Add(absence);
        foreach (var device in user.Devices)
            device.SeatIn(chat).Rejoin();
    }

    private static async Task UntilAnsweredAsync(
        ChatAccount owner, Func<AccountChats, CancellationToken, Task> call, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(CallWithin);
            try
            {
                await call(owner.Chats, limit.Token);
                return;
            }
            catch (ChatException gone) when (attempt > 0 && gone.Code is ErrorCodes.UserNotFound or ErrorCodes.NotAMember)
            {
                // An earlier attempt did it, and its answer was lost.
                return;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested
                && e is HttpRequestException or ChatException or OperationCanceledException)
            {
                await Task.Delay(Again, cancellation);
            }
        }
    }
}
