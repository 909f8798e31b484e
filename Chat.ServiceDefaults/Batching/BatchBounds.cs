namespace Chat.ServiceDefaults.Batching;

/// <param name="Waiting">Items that may wait; one more is refused.</param>
/// <param name="Items">Items of one batch at most.</param>
/// <param name="Weight">Sum of the items' weights in one batch at most (bytes, where bodies are sent); a heavier single
/// item goes alone.</param>
public sealed record BatchBounds(int Waiting, int Items, long Weight = long.MaxValue);
