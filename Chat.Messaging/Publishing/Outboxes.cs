using Chat.Messaging.Storage;

namespace Chat.Messaging.Publishing;

/// <summary>The outboxes of all databases.</summary>
public sealed class Outboxes
{
    private readonly IReadOnlyList<IOutbox> _ofShards;

    public Outboxes(Shards shards, StoredEvents stored)
        : this(
            [.. shards.All.Select(shard => new Outbox(shard.Name, shard.Source, stored, hasPlaces: true))],
            new Outbox(Shards.DirectoryName, shards.Directory, stored, hasPlaces: false))
    {
    }

    internal Outboxes(IReadOnlyList<IOutbox> ofShards, IOutbox directory)
    {
        _ofShards = ofShards;
        Directory = directory;
        All = [.. ofShards, directory];
    }

    public IReadOnlyList<IOutbox> All { get; }

    public IOutbox Directory { get; }

    public IOutbox Of(Shard shard) => _ofShards[shard.Number];
}
