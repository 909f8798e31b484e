using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Opening;

/// <summary>This gateway's entries in the registry of open chats: each write within <see cref="Deadline"/>.</summary>
public sealed class OpenRegistry(OpenChats registry, InstanceLease lease, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <exception cref="ChatException"><c>unavailable</c>: Redis did not answer.</exception>
    public Task AddAsync(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation) =>
        WithinAsync(token => registry.AddAsync(chats, lease.Id, token), cancellation);

    /// <inheritdoc cref="AddAsync"/>
    public Task RemoveAsync(ChatId chat, CancellationToken cancellation) =>
        WithinAsync(token => registry.RemoveAsync(chat, lease.Id, token), cancellation);

    private async Task WithinAsync(Func<CancellationToken, Task> write, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await write(either.Token);
        }
        catch (Exception exception) when (SessionRegistration.IsRedisAway(exception) && !cancellation.IsCancellationRequested)
        {
            throw ChatException.Unavailable("The registry of open chats did not answer.", exception);
        }
    }
}
