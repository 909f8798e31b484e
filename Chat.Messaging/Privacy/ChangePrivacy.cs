using Chat.Contracts.Errors;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Privacy;

public static class ChangePrivacy
{
    public static async Task<IResult> HandleAsync(
        ActiveCaller caller, JsonBody<PrivacyRequest> body, Shards shards, PresenceRechecks rechecks, CancellationToken cancellation)
    {
        var visibility = PresenceVisibilityText.Read(body.Value.LastSeen)
            ?? throw ChatException.BadRequest("lastSeen is everyone, contacts or nobody.");
        await using var command = shards.Directory.CreateCommand("UPDATE app_user SET presence_visibility = $2 WHERE user_id = $1");
        command.Parameters.AddWithValue(caller.User.Value);
        command.Parameters.AddWithValue((short)visibility);
        await command.ExecuteNonQueryAsync(cancellation);
        rechecks.Add(caller.User);
        return TypedResults.NoContent();
    }
}
