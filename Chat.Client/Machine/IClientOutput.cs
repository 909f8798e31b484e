using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Machine;

/// <summary>
/// What <see cref="ClientMachine"/> wants done, at the border to network and application. Calls come from the machine's turn
/// and must only begin the work; results come back as the machine's inputs.
/// </summary>
internal interface IClientOutput
{
    /// <summary>The application gets this message: each once, per chat in the order of seq. Answered by <see cref="ClientMachine.Handled"/>.</summary>
    void Deliver(Message message);

    /// <summary>After what was delivered before, the chat's cursor may stand at this seq: what is missing below does not exist.</summary>
    void Passed(ChatId chat, long seq);

    /// <summary>Answered by <see cref="ClientMachine.Acked"/> or <see cref="ClientMachine.SendRefused"/>, unless the connection ends.</summary>
    void Send(SendRequest request);

    /// <summary>The send is over: durable.</summary>
    void SendDone(SendAck ack);

    /// <summary>The send is over: it will not be made.</summary>
    void SendFailed(Guid clientMsgId, Exception reason);

    /// <summary>Answered by <see cref="ClientMachine.SyncItem"/>, and at the end by <see cref="ClientMachine.SyncCompleted"/> or
    /// <see cref="ClientMachine.SyncFailed"/>.</summary>
    void Sync(int run, SyncRequest request);

    /// <summary>The rest of that stream is not wanted.</summary>
    void CancelSync(int run);

    /// <summary>Answered by <see cref="ClientMachine.ReceiptSettled"/>, unless the connection ends.</summary>
    void Receipt(ChatId chat, ReceiptType type, long seq);

    /// <summary>The user types, or no longer does. Has no answer.</summary>
    void Typing(ChatId chat, bool typing);

    /// <summary>Answered by <see cref="ClientMachine.ChatOpened"/> or <see cref="ClientMachine.OpenRefused"/>, unless the
    /// connection ends.</summary>
    void OpenChat(ChatId chat);

    void CloseChat(ChatId chat);

    /// <summary>Answered by <see cref="Watching.WatchedUsers.Answered"/> or <see cref="Watching.WatchedUsers.Refused"/>, unless
    /// the connection ends.</summary>
    void WatchPresence(IReadOnlyList<UserId> users);

    void UnwatchPresence(IReadOnlyList<UserId> users);

    /// <summary>The application is told who began or ended to type.</summary>
    void ShowTyping(Typing typing);

    /// <summary>The application is told how a watched user is.</summary>
    void ShowPresence(UserPresence presence);

    /// <summary>The first Sync of this connection is complete: the device has what there was when it connected.</summary>
    void CaughtUp();
}
