using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Storing;

/// <summary>
/// Brings cursors to the store, coalesced: what moves within an interval is one save. Noted only after the application's
/// handler has returned, so that the store is never ahead of it.
/// </summary>
internal sealed partial class CursorSaver(ICursorStore store, TimeSpan interval, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _noted = new(0, 1);
    private Dictionary<ChatId, Cursor> _moved = [];

    public void Note(Cursor cursor)
    {
        lock (_lock)
        {
            _moved[cursor.ChatId] = cursor;
            if (_moved.Count == 1 && _noted.CurrentCount == 0)
                _noted.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _noted.WaitAsync(cancellationToken);
            await Task.Delay(interval, time, cancellationToken);
            try
            {
                await SaveAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotSaved(failure);
            }
        }
    }

    /// <summary>Saves what has moved; what cannot be saved goes with the next save.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        Dictionary<ChatId, Cursor> moved;
        lock (_lock)
            (moved, _moved) = (_moved, []);
        if (moved.Count == 0)
            return;

        try
        {
            await store.SaveAsync(moved.Values, cancellationToken);
        }
        catch
        {
            lock (_lock)
            {
                foreach (var (chat, cursor) in moved)
                    _moved.TryAdd(chat, cursor);
                if (_noted.CurrentCount == 0)
                    _noted.Release();
            }

            throw;
        }
    }

    public void Dispose() => _noted.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "The cursors could not be saved; they go with the next save")]
    private partial void LogNotSaved(Exception failure);
}
