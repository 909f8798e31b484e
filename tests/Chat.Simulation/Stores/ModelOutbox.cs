using Chat.Contracts.Ids;
using Chat.Messaging.Publishing;

namespace Chat.Simulation.Stores;

/// <summary>The rows of one database's outbox.</summary>
internal sealed class ModelOutbox(TimeProvider time)
{
    private long _last;

    public SortedDictionary<long, Row> Rows { get; } = [];

    public long Insert(IReadOnlyList<(ChatId Chat, long Seq)> places)
    {
        Rows.Add(++_last, new Row(_last, time.GetUtcNow(), places));
        return _last;
    }

    public int Mark(IEnumerable<long> ids)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (!Rows.TryGetValue(id, out var row) || row.PublishedAt is not null)
                continue;
            row.PublishedAt = time.GetUtcNow();
            count++;
        }

        return count;
    }

    public int Reopen(DateTimeOffset since)
    {
        var published = Rows.Values.Where(row => row.PublishedAt is not null && row.CreatedAt >= since).ToArray();
        foreach (var row in published)
            row.PublishedAt = null;
        return published.Length;
    }

    public TimeSpan? Age() =>
        Rows.Values.Where(row => row.PublishedAt is null).Select(row => (TimeSpan?)(time.GetUtcNow() - row.CreatedAt)).Max();

    public int DeletePublished(int limit)
    {
        var old = Rows.Values.Where(row => row.PublishedAt < time.GetUtcNow() - Outbox.Kept).Take(limit).ToArray();
        foreach (var row in old)
            Rows.Remove(row.Id);
        return old.Length;
    }

    /// <summary>Rows that another one holds are skipped.</summary>
    public IReadOnlyList<Row> Take(IStoreAccess holder, TimeSpan age, int limit)
    {
        var taken = Rows.Values.Where(row => row.PublishedAt is null && row.CreatedAt < time.GetUtcNow() - age && row.Holder is not { IsGone: false })
            .Take(limit).ToArray();
        foreach (var row in taken)
            row.Holder = holder;
        return taken;
    }

    internal sealed class Row(long id, DateTimeOffset createdAt, IReadOnlyList<(ChatId Chat, long Seq)> places)
    {
        public long Id => id;

        public DateTimeOffset CreatedAt => createdAt;

        public IReadOnlyList<(ChatId Chat, long Seq)> Places => places;

        public DateTimeOffset? PublishedAt { get; set; }

        public IStoreAccess? Holder { get; set; }

        public OutboxRow Copy() => new(id, createdAt, [.. places.Select(place => place.Chat.Value)], [.. places.Select(place => place.Seq)], null);
    }
}
