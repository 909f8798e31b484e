using Chat.Client.Applying;

namespace Chat.Client.Repairing;

/// <summary>One call of <c>Sync</c>, from its cursors to its end.</summary>
/// <param name="AfterConnect">Whether it is (part of) the Sync of a new connection.</param>
/// <param name="Heads">
/// The chats it asked for, each with the head known when it began: when it completes, nothing up to there is missing.
/// </param>
/// <param name="Anyway">Those of them that were asked for although nothing was known to be missing.</param>
internal sealed record SyncRun(
    int Number, bool AfterConnect, IReadOnlyDictionary<ChatProgress, long> Heads, IReadOnlyList<ChatProgress> Anyway);
