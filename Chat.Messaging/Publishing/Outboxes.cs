using Chat.Messaging.Storage;

namespace Chat.Messaging.Publishing;

/// <summary>The outboxes of all databases.</summary>
public sealed class Outboxes
{
    private readonly Outbox[] _ofShards;

    public Outboxes(Shards shards)
    {
        _ofShards = [.. shards.All.Select(shard => new Outbox(shard.Name, shard.Source, hasPlaces: true))];
        Directory = new Outbox(Shards.DirectoryName, shards.Directory, hasPlaces: false);
        All = [.. _ofShards, Directory];
    }

    public IReadOnlyList<Outbox> All { get; }

    public Outbox Directory { get; }

    public Outbox Of(Shard shard) => _ofShards[shard.Number];
}
