using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Storing;

/// <summary>Cursors that end with the process: a new one replays everything.</summary>
public sealed class MemoryCursorStore : ICursorStore
{
    private readonly CursorTable _cursors = new();

    public ValueTask<IReadOnlyDictionary<ChatId, long>> LoadAsync(CancellationToken cancellationToken) => new(_cursors.Copy());

    public ValueTask SaveAsync(IReadOnlyCollection<Cursor> moved, CancellationToken cancellationToken)
    {
        _cursors.Raise(moved);
        return ValueTask.CompletedTask;
    }
}
