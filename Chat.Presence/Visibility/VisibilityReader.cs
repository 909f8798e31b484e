using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Batching;

namespace Chat.Presence.Visibility;

/// <summary>Asks Messaging.</summary>
internal delegate Task<VisibilityResult> ReadVisibility(VisibilityQuery query, CancellationToken cancellation);

/// <summary>Whom watchers may see, many in one call to Messaging. Full: <c>unavailable</c>.</summary>
internal sealed class VisibilityReader : IAsyncDisposable
{
    /// <summary>Weight: users asked for.</summary>
    private static readonly BatchBounds Bounds = new(Waiting: 16_384, Items: 256, Weight: 4_000);

    private readonly ReadVisibility _read;
    private readonly BatchedCall<WatcherQuery, WatcherResult> _calls;

    public VisibilityReader(ReadVisibility read)
    {
        _read = read;
        _calls = new BatchedCall<WatcherQuery, WatcherResult>("presence.visibility", Bounds, ReadAsync, query => query.UserIds.Count);
    }

    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached.</exception>
    public Task<WatcherResult> ReadAsync(WatcherQuery query, CancellationToken cancellation) => _calls.CallAsync(query, cancellation);

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private async Task<IReadOnlyList<WatcherResult>> ReadAsync(IReadOnlyList<WatcherQuery> queries, CancellationToken cancellation) =>
        (await _read(new VisibilityQuery { Watchers = { queries } }, cancellation)).Watchers;
}
