using Chat.Contracts.Internal;

namespace Chat.Gateway.Sending;

/// <summary>One send between its invocation and its answer.</summary>
public sealed class PendingSend(SendItem item, Action<PendingSend, SendResult?> settled)
{
    private readonly TaskCompletionSource<SendResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SendItem Item => item;

    /// <summary>What the caller awaits.</summary>
    public Task<SendResult> Answer => _answer.Task;

    /// <summary>It has its answer already and need not be sent any more.</summary>
    public bool IsAnswered => _answer.Task.IsCompleted;

    /// <summary>Called by the lane, once, in the order in which the lane took them.</summary>
    /// <param name="result">Null: nothing was stored, or it is not known.</param>
    public void Settle(SendResult? result) => settled(this, result);

    /// <summary>Gives the caller its answer. The first one counts.</summary>
    public void Reply(SendResult result) => _answer.TrySetResult(result);
}
