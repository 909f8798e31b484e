using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Presence.LastSeen;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Presence.Tests.LastSeen;

public sealed class LastSeenWriterTests : IDisposable
{
    private readonly List<LastSeenBatch> _batches = [];
    private readonly LastSeenWriter _writer;
    private bool _away;
    private Action _whileStored = static () => { };

    public LastSeenWriterTests() => _writer = new LastSeenWriter(StoreAsync, new ManualTimeProvider(), NullLogger<LastSeenWriter>.Instance);

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task Of_each_user_the_latest_time_is_stored_once()
    {
        _writer.Note(1, 10);
        _writer.Note(2, 11);
        _writer.Note(1, 12);
        await _writer.FlushAsync(CancellationToken.None);
        await _writer.FlushAsync(CancellationToken.None);

        Assert.Equal([(1, 12), (2, 11)], Assert.Single(_batches).Users.Select(user => (user.UserId, user.At)).Order());
        Assert.Equal(0, _writer.Waiting(1));
    }

    [Fact]
    public async Task What_was_not_taken_waits_and_is_known_meanwhile()
    {
        _away = true;
        _writer.Note(1, 10);
        await Assert.ThrowsAsync<ChatException>(() => _writer.FlushAsync(CancellationToken.None));
        Assert.Equal(10, _writer.Waiting(1));
        _away = false;
        await _writer.FlushAsync(CancellationToken.None);
        Assert.Single(_batches);
    }

    [Fact]
    public async Task What_became_later_while_it_was_stored_is_stored_again()
    {
        _writer.Note(1, 10);
        _whileStored = () => _writer.Note(1, 20);
        await _writer.FlushAsync(CancellationToken.None);
        _whileStored = static () => { };
        await _writer.FlushAsync(CancellationToken.None);

        Assert.Equal([10, 20], _batches.Select(batch => batch.Users[0].At));
    }

    [Fact]
    public async Task What_waits_is_stored_when_the_process_is_told_to_stop()
    {
        await _writer.StartAsync(CancellationToken.None);
        _writer.Note(1, 10);
        await _writer.StopAsync(CancellationToken.None);
        Assert.Single(_batches);
    }

    private Task StoreAsync(LastSeenBatch batch, CancellationToken cancellation)
    {
        if (_away)
            throw ChatException.Unavailable("Messaging is away.");
        _batches.Add(batch);
        _whileStored();
        return Task.CompletedTask;
    }
}
