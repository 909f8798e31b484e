using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Client.Tests.Storing;

public sealed class CursorSaverTests : IDisposable
{
    private static readonly ChatId Chat = new(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ManualTimeProvider _time = new();
    private readonly CountingStore _store = new();
    private readonly CursorSaver _saver;

    public CursorSaverTests() => _saver = new CursorSaver(_store, Interval, _time, NullLogger.Instance);

    public void Dispose() => _saver.Dispose();

    [Fact]
    public async Task What_moves_within_an_interval_is_one_save()
    {
        using var stop = new CancellationTokenSource();
        var running = _saver.RunAsync(stop.Token);
        for (var seq = 1; seq <= 100; seq++)
            _saver.Note(new Cursor(Chat, seq));
        await Eventually.True(() => _time.PendingTimers > 0);

        _time.Advance(Interval);

        await Eventually.True(() => _store.Saves.Count > 0);
        Assert.Equal([new Cursor(Chat, 100)], Assert.Single(_store.Saves));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_could_not_be_saved_goes_with_the_next_save()
    {
        _store.Fails = true;
        _saver.Note(new Cursor(Chat, 1));
        await Assert.ThrowsAsync<IOException>(() => _saver.SaveAsync(default));
        _store.Fails = false;
        _saver.Note(new Cursor(new ChatId(2), 5));

        await _saver.SaveAsync(default);

        Assert.Equal(2, Assert.Single(_store.Saves).Length);
    }

    private sealed class CountingStore : ICursorStore
    {
        public List<Cursor[]> Saves { get; } = [];

        public bool Fails { get; set; }

        public ValueTask<IReadOnlyDictionary<ChatId, long>> LoadAsync(CancellationToken cancellationToken) =>
            new(new Dictionary<ChatId, long>());

        public ValueTask SaveAsync(IReadOnlyCollection<Cursor> moved, CancellationToken cancellationToken)
        {
            if (Fails)
                throw new IOException("The disk is full.");
            Saves.Add([.. moved]);
            return ValueTask.CompletedTask;
        }
    }
}
