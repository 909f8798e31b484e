using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Client.Accounts;

/// <summary>Who is there, and who may see whether the user is.</summary>
public sealed class AccountPresence
{
    /// <summary>Users in one request: its address is to stay under 4 KiB.</summary>
    private const int MaxInRequest = 100;

    private readonly RestCalls _calls;

    internal AccountPresence(RestCalls calls) => _calls = calls;

    /// <summary>How these users are now. Who shares no chat with this one is left out.</summary>
    public async Task<IReadOnlyList<UserPresence>> GetAsync(
        IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default)
    {
        var found = new List<UserPresence>(users.Count);
        foreach (var some in users.Chunk(MaxInRequest))
        {
            found.AddRange(await _calls.CallAsync<IReadOnlyList<UserPresence>>(
                HttpMethod.Get, $"/api/presence?userIds={string.Join(',', some)}", null, cancellationToken: cancellationToken));
        }

        return found;
    }

    public Task ShowToAsync(PresenceVisibility visibility, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(
            HttpMethod.Put, "/api/users/me/privacy", new PrivacyRequest(PresenceVisibilityText.Write(visibility)), cancellationToken);
}
