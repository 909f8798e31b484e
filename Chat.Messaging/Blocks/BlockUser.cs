using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Messaging.Chats;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Privacy;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Blocks;

/// <summary>Blocks and unblocks. Answered once the direct chat goes by it; again changes nothing.</summary>
public static class BlockUser
{
    public static async Task<IResult> BlockAsync(
        string userId, ActiveCaller caller, Shards shards, BlockChanges changes, PresenceRechecks rechecks, CancellationToken cancellation)
    {
        var blocked = await OtherAsync(userId, caller, shards, cancellation);
        return await ApplyAsync(await changes.BlockAsync(caller.User, blocked, cancellation), changes, rechecks);
    }

    public static async Task<IResult> UnblockAsync(
        string userId, ActiveCaller caller, Shards shards, BlockChanges changes, PresenceRechecks rechecks, CancellationToken cancellation)
    {
        var blocked = await OtherAsync(userId, caller, shards, cancellation);
        return await ApplyAsync(await changes.UnblockAsync(caller.User, blocked, cancellation), changes, rechecks);
    }

    private static async Task<UserId> OtherAsync(string userId, ActiveCaller caller, Shards shards, CancellationToken cancellation)
    {
        var other = PathIds.User(userId);
        if (other == caller.User)
            throw ChatException.BadRequest("Nobody blocks oneself.");
        return await KnownUsers.AllExistAsync(shards, [other], cancellation) ? other : throw Missing.User();
    }

    /// <summary>It has happened: who asked going away does not stop what follows from it.</summary>
    private static async Task<IResult> ApplyAsync(BlockChange change, BlockChanges changes, PresenceRechecks rechecks)
    {
        rechecks.Add(change.User);
        rechecks.Add(change.Blocked);
        await changes.ApplyAsync(change, CancellationToken.None);
        return TypedResults.NoContent();
    }
}
