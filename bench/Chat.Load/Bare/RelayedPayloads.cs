namespace Chat.Load.Bare;

// As large as Chat's, with Chat's names.
internal sealed record RelayedSend(Guid ClientMsgId, string ChatId, string Ciphertext);

internal sealed record RelayedAck(Guid ClientMsgId, string ServerMsgId, string ChatId, long Seq, DateTimeOffset SentAt);

internal sealed record RelayedMessage(
    string ServerMsgId,
    string ChatId,
    long Seq,
    string Kind,
    string From,
    string FromDevice,
    Guid ClientMsgId,
    string Ciphertext,
    IReadOnlyList<string> MediaIds,
    DateTimeOffset SentAt);

internal sealed record RelayedReceipt(string ChatId, string Type, long Seq);

internal sealed record RelayedReceiptEvent(string ChatId, string UserId, string Type, long Seq, DateTimeOffset At);
