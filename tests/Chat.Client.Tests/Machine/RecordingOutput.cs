using Chat.Client.Machine;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Machine;

/// <summary>Writes down what the machine wants done.</summary>
internal sealed class RecordingOutput : IClientOutput
{
    public List<Message> Delivered { get; } = [];

    public List<Cursor> Positions { get; } = [];

    public List<SendRequest> Sent { get; } = [];

    public List<SendAck> Done { get; } = [];

    public List<(Guid Id, Exception Reason)> Failed { get; } = [];

    public List<(int Run, SyncRequest Request)> Syncs { get; } = [];

    public List<int> CancelledSyncs { get; } = [];

    public List<(ChatId Chat, ReceiptType Type, long Seq)> Receipts { get; } = [];

    public List<(ChatId Chat, bool Typing)> Typed { get; } = [];

    public List<ChatId> Opened { get; } = [];

    public List<ChatId> Closed { get; } = [];

    public List<IReadOnlyList<UserId>> Watches { get; } = [];

    public List<IReadOnlyList<UserId>> Unwatches { get; } = [];

    public List<Typing> TypingShown { get; } = [];

    public List<UserPresence> PresenceShown { get; } = [];

    public int CaughtUpCount { get; private set; }

    public IEnumerable<long> SeqsOf(ChatId chat) => Delivered.Where(message => message.ChatId == chat).Select(message => message.Seq);

    public void Deliver(Message message) => Delivered.Add(message);

    public void Passed(ChatId chat, long seq) => Positions.Add(new Cursor(chat, seq));

    public void Send(SendRequest request) => Sent.Add(request);

    public void SendDone(SendAck ack) => Done.Add(ack);

    public void SendFailed(Guid clientMsgId, Exception reason) => Failed.Add((clientMsgId, reason));

    public void Sync(int run, SyncRequest request) => Syncs.Add((run, request));

    public void CancelSync(int run) => CancelledSyncs.Add(run);

    public void Receipt(ChatId chat, ReceiptType type, long seq) => Receipts.Add((chat, type, seq));

    public void Typing(ChatId chat, bool typing) => Typed.Add((chat, typing));

    public void OpenChat(ChatId chat) => Opened.Add(chat);

    public void CloseChat(ChatId chat) => Closed.Add(chat);

    public void WatchPresence(IReadOnlyList<UserId> users) => Watches.Add(users);

    public void UnwatchPresence(IReadOnlyList<UserId> users) => Unwatches.Add(users);

    public void ShowTyping(Typing typing) => TypingShown.Add(typing);

    public void ShowPresence(UserPresence presence) => PresenceShown.Add(presence);

    public void CaughtUp() => CaughtUpCount++;
}
