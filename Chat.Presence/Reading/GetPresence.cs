using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Authentication;

namespace Chat.Presence.Reading;

/// <summary><c>GET /api/presence?userIds=a,b</c>.</summary>
internal static class GetPresence
{
    public static async Task<IReadOnlyList<UserPresence>> AnswerAsync(
        string? userIds, ActiveCaller caller, PresenceLookup lookup, CancellationToken cancellation) =>
        await lookup.ReadAsync(caller.User, Parse(userIds), cancellation);

    private static UserId ParseOne(string text) => IdText.TryRead<UserId>(text, out var id)
        ? id
        : throw ChatException.BadRequest("userIds must be ids of users, with commas between them.");

    private static List<UserId> Parse(string? text)
    {
        var parts = text?.Split(',') ?? throw ChatException.BadRequest("userIds is missing.");
        if (parts.Length > Limits.MaxWatched)
            throw ChatException.BadRequest($"At most {Limits.MaxWatched} users can be asked for at once.");
        return [.. parts.Select(ParseOne)];
    }
}
