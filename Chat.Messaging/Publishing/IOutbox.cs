using Chat.Contracts.Internal;

namespace Chat.Messaging.Publishing;

/// <summary>
/// The border to the outbox of one database: what was committed there and may not have been published. Rows stay for
/// <see cref="Outbox.Kept"/> after Kafka's acknowledgement.
/// </summary>
public interface IOutbox
{
    string Name { get; }

    /// <summary>They are published. Rows that are marked already keep their time.</summary>
    Task MarkAsync(long[] ids, CancellationToken cancellation);

    /// <summary>Opens rows again that count as published, so that they are swept once more.</summary>
    /// <returns>How many.</returns>
    Task<int> ReopenAsync(DateTimeOffset since, CancellationToken cancellation);

    Task<IOutboxSweep> BeginSweepAsync(CancellationToken cancellation);
}

/// <summary>One turn of a sweeper. What it has taken is held until its end.</summary>
public interface IOutboxSweep : IAsyncDisposable
{
    /// <returns>Age of the oldest open row; null if none is open.</returns>
    Task<TimeSpan?> AgeAsync(CancellationToken cancellation);

    /// <returns>How many published ones were deleted, at most <paramref name="limit"/>.</returns>
    Task<int> DeletePublishedAsync(int limit, CancellationToken cancellation);

    /// <summary>Takes the oldest rows that are open for longer than <paramref name="age"/> and that nobody else holds.</summary>
    Task<IReadOnlyList<OutboxRow>> TakeAsync(TimeSpan age, int limit, CancellationToken cancellation);

    /// <summary>The events of rows, in their order.</summary>
    Task<IReadOnlyList<Event>> ReadAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation);

    /// <summary>What was taken is published: marks and releases it.</summary>
    Task CommitAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation);
}
