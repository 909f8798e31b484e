using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Load.Crowds;
using Chat.Load.Wire;

namespace Chat.Load.Presences;

/// <summary>Comes and goes at random: with a goodbye, or as if its network had gone.</summary>
internal sealed class FlappingUser(Person person, ConnectionSet connections, Random random)
{
    private volatile State _now = new(IsThere: false, Departure.None, Stopwatch.GetTimestamp());
    private WireConnection? _connection;
    private int _changes;
    private int _failures;

    public UserId Id { get; } = person.Account.UserId;

    public State Now => _now;

    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Attempts to connect that failed.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The server has ended the connection that the user means to have.</summary>
    public bool IsLost => _connection is { Ended.IsCompleted: true };

    /// <param name="stay">On average.</param>
    public async Task RunAsync(TimeSpan stay, CancellationToken end)
    {
        // Not all of them at once in the beginning.
        var wait = stay * random.NextDouble();
        while (true)
        {
            await Task.Delay(wait, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
                return;
            if (_connection is null)
                await ComeAsync(end);
            else
                await GoAsync();
            Interlocked.Increment(ref _changes);
            wait = stay * -Math.Log(1 - random.NextDouble());
        }
    }

    private async Task ComeAsync(CancellationToken end)
    {
        for (var attempt = 0; !end.IsCancellationRequested; attempt++)
        {
            var notBefore = TimeSpan.Zero;
            try
            {
                var synced = await SyncedConnection.OpenAsync(person.Hub, Invocation.Sync(0), (_, _) => { }, CancellationToken.None);
                _connection = synced.Connection;
                connections.Add([_connection]);
                _now = new State(IsThere: true, Departure.None, synced.AnsweredAt);
                return;
            }
            catch (Exception failure) when (failure is IOException or ConnectRefusedException)
            {
                Interlocked.Increment(ref _failures);
                notBefore = (failure as ConnectRefusedException)?.RetryAfter ?? TimeSpan.Zero;
            }

            await Task.Delay(notBefore + Backoff.Reconnect.Delay(attempt), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GoAsync()
    {
        var connection = _connection!;
        var departure = random.Next(2) == 0 ? Departure.Goodbye : Departure.Reset;
        _connection = null;
        _now = new State(IsThere: false, departure, Stopwatch.GetTimestamp());
        await connections.RemoveAsync(connection, departure == Departure.Goodbye);
    }

    /// <param name="Since">Timestamp.</param>
    internal sealed record State(bool IsThere, Departure Departure, long Since);
}
