using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>Sync</c>.</summary>
/// <param name="Cursors">What the device has, at most <see cref="Limits.MaxCursors"/>.</param>
/// <param name="Only">Leave out the chats without a cursor.</param>
/// <param name="Newest">Start each chat without a cursor at its last n messages.</param>
public sealed record SyncRequest(IReadOnlyList<Cursor>? Cursors, bool Only = false, int? Newest = null);

public sealed record Cursor(ChatId ChatId, long Seq);
