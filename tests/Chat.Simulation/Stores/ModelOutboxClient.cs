using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Publishing;

namespace Chat.Simulation.Stores;

/// <summary>The border that <see cref="Outbox"/> is to Postgres.</summary>
/// <param name="shard">Null: the directory's, which holds nothing in the model.</param>
internal sealed class ModelOutboxClient(string name, ModelOutbox outbox, ModelShard? shard, IStoreAccess access) : IOutbox
{
    public string Name => name;

    public Task MarkAsync(long[] ids, CancellationToken cancellation) => access.CallAsync(() => outbox.Mark(ids), cancellation);

    public Task<int> ReopenAsync(DateTimeOffset since, CancellationToken cancellation) => access.CallAsync(() => outbox.Reopen(since), cancellation);

    public async Task<IOutboxSweep> BeginSweepAsync(CancellationToken cancellation)
    {
        if (shard is not null)
            await access.CallAsync(() => true, cancellation);
        return new Sweep(outbox, shard, access);
    }

    private sealed class Sweep(ModelOutbox outbox, ModelShard? shard, IStoreAccess access) : IOutboxSweep
    {
        private readonly Holder _holder = new(access);

        public Task<TimeSpan?> AgeAsync(CancellationToken cancellation) => Task.FromResult(outbox.Age());

        public Task<int> DeletePublishedAsync(int limit, CancellationToken cancellation) => Task.FromResult(outbox.DeletePublished(limit));

        public async Task<IReadOnlyList<OutboxRow>> TakeAsync(TimeSpan age, int limit, CancellationToken cancellation) => shard is null
            ? []
            : [.. (await access.CallAsync(() => outbox.Take(_holder, age, limit), cancellation)).Select(row => row.Copy())];

        public Task<IReadOnlyList<Event>> ReadAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) =>
            access.CallAsync(() => shard!.Events(rows.SelectMany(row => row.ChatIds.Zip(row.Seqs, (chat, seq) => (new ChatId(chat), seq)))), cancellation);

        public Task CommitAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) =>
            access.CallAsync(() => outbox.Mark(rows.Select(row => row.Id)), cancellation);

        public ValueTask DisposeAsync()
        {
            _holder.Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Holder(IStoreAccess access) : IStoreAccess
    {
        private bool _released;

        public bool IsGone => _released || access.IsGone;

        public void Release() => _released = true;

        public Task<T> CallAsync<T>(Func<T> operation, CancellationToken cancellation) => access.CallAsync(operation, cancellation);
    }
}
