using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Client.Accounts;

/// <summary>Whom the user has blocked: no direct messages, no presence, no adding to groups by them. They cannot tell.</summary>
public sealed class AccountBlocks
{
    private readonly RestCalls _calls;

    internal AccountBlocks(RestCalls calls) => _calls = calls;

    public IAsyncEnumerable<Block> ListAsync(CancellationToken cancellationToken = default) =>
        _calls.PagesAsync<Block, UserId>(
            "/api/users/me/blocks", Limits.MaxMembersPage, block => block.UserId, cancellationToken);

    public Task AddAsync(UserId user, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Put, $"/api/users/me/blocks/{user}", null, cancellationToken);

    public Task RemoveAsync(UserId user, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Delete, $"/api/users/me/blocks/{user}", null, cancellationToken);
}
