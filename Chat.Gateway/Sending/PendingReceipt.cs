using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Gateway.Sending;

/// <summary>One user's watermarks in one chat between the first receipt that raised them and the answer. While it waits
/// in the lane further receipts join it: the highest wins, all of them get the one answer.</summary>
/// <remarks>Guarded by the lane's lock until the lane takes it.</remarks>
public sealed class PendingReceipt(ChatId chat, UserId user)
{
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public (ChatId Chat, UserId User) Key => (chat, user);

    public WatermarkItem Item { get; } = new() { ChatId = chat.Value, UserId = user.Value };

    /// <summary>An error code, or empty.</summary>
    public Task<string> Answer => _answer.Task;

    public void Reply(string error) => _answer.TrySetResult(error);
}
