using Chat.Contracts.Ids;

namespace Chat.Load.Verifying;

/// <summary>A line of the log: a room or an ACK.</summary>
internal sealed record AckLogEntry(AckedRoom? Room = null, AckedMessage? Ack = null);

/// <summary>A chat, and a member of the run who can read it.</summary>
internal sealed record AckedRoom(ChatId ChatId, string Name, string UserName, string Password);

/// <param name="Sha256">Of the text, in hexadecimal.</param>
internal sealed record AckedMessage(ChatId ChatId, long Seq, Guid ClientMsgId, string Sha256);
