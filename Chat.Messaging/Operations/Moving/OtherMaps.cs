using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Replicas that go by another map than this command: every replica is connected to every database, under a name
/// that tells its map.</summary>
internal static class OtherMaps
{
    /// <exception cref="OperationRefusedException">There are some.</exception>
    public static async Task RefuseAsync(Shard shard, ShardMap map, CancellationToken cancellation)
    {
        var others = await Sql.ReadAsync<long>(
            shard.Source,
            $"""
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
            AND application_name LIKE 'chat-messaging%' AND application_name <> '{StorageRegistration.ApplicationOf(map)}'
            """,
            cancellation);
        if (others > 0)
            throw new OperationRefusedException($"Chat.Messaging has {others} connections to {shard} that go by another Shards:Map than this command. Run it again when they have ended.");
    }
}
