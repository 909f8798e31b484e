using Azure;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Media.Storage;
using Npgsql;

namespace Chat.Media.Completing;

/// <summary>
/// The verifications that are under way in this process, and what they find stored. One goes on when whoever asked has gone: the
/// edge waits 30 s for an answer, the hash of 2 GiB may take longer, and who asks again finds it under way or done instead of
/// beginning anew.
/// </summary>
/// <remarks>Bounded by the requests and by <see cref="ContentHash"/>: without a hash it is a matter of a moment.</remarks>
internal sealed class Completions(Verification verification, NpgsqlDataSource directory, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(MediaId, ETag), Task> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>When it returns, the row says what has become of it: completed by this or another call, or doomed.</summary>
    /// <param name="version">Of the content. Another one that was written meanwhile is another verification.</param>
    /// <param name="cancellation">Of the waiting alone.</param>
    /// <inheritdoc cref="Verification.VerifyAsync" path="/exception"/>
    public Task CompleteAsync(MediaRow media, ETag version, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_underWay.TryGetValue((media.Id, version), out var completion))
                _underWay[(media.Id, version)] = completion = RunAsync(media, version);
            return completion.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task ended;
        lock (_lock)
            ended = Task.WhenAll(_underWay.Values);
        await ended.ConfigureAwait(Await.EitherWay);
        _stopping.Dispose();
    }

    private async Task RunAsync(MediaRow media, ETag version)
    {
        // It cannot end before it stands in the table.
        await Task.Yield();
        try
        {
            var snapshot = await verification.VerifyAsync(media, version, _stopping.Token);
            if (await StoreAsync(media.Id, snapshot))
                return;

            // Completed by another replica meanwhile, whose snapshot is the one that is served (Azurite gives two of the same
            // millisecond one name); or doomed.
            if ((await MediaRow.FindAsync(directory, media.Id, _stopping.Token))?.Snapshot != snapshot)
                await verification.DiscardAsync(media.Id, snapshot, _stopping.Token);
        }
        finally
        {
            lock (_lock)
                _underWay.Remove((media.Id, version));
        }
    }

    private async Task<bool> StoreAsync(MediaId media, string snapshot)
    {
        await using var command = directory.CreateCommand(
            "UPDATE media SET state = $2, snapshot = $3, completed_at = $4 WHERE media_id = $1 AND state = $5");
        command.Parameters.AddWithValue(media.Value);
        command.Parameters.AddWithValue((short)MediaState.Completed);
        command.Parameters.AddWithValue(snapshot);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.AddWithValue((short)MediaState.Granted);
        return await command.ExecuteNonQueryAsync(_stopping.Token) == 1;
    }
}
