using Chat.Contracts.Internal;

namespace Chat.Messaging.Publishing;

/// <param name="ChatIds">With <paramref name="Seqs"/>, pairwise: the places of a batch's messages.</param>
/// <param name="Events">Events ready to go; null where places stand.</param>
public sealed record OutboxRow(long Id, DateTimeOffset CreatedAt, long[] ChatIds, long[] Seqs, EventBatch? Events);
