using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Storing;

/// <summary>
/// Keeps how far the application has come in each chat. Belongs to one client at a time, which calls it one call at a time.
/// </summary>
public interface ICursorStore
{
    ValueTask<IReadOnlyDictionary<ChatId, long>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Moves these cursors; one that stands higher stays. All of it is kept when the call returns, or none.</summary>
    ValueTask SaveAsync(IReadOnlyCollection<Cursor> moved, CancellationToken cancellationToken);
}
