using Chat.Messaging.Storage;

namespace Chat.Messaging.Sending;

/// <summary>The border to the database: writes a set in one transaction, all of it or nothing.</summary>
public interface IShardWriter
{
    /// <summary>When it throws it may not be known whether the set was written; writing it again is harmless.</summary>
    Task<WriteOutcome> WriteAsync(Shard shard, WriteSet set, CancellationToken cancellation);
}
