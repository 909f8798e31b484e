using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Sending;

/// <summary><c>Send</c>: checks, keeps the order, answers the ACK.</summary>
public static class MessageSender
{
    /// <summary>The send has its place in the order when this returns; what follows is waiting.</summary>
    /// <exception cref="ChatException">Refused, or <c>unavailable</c>.</exception>
    public static Task<SendAck> SendAsync(ClientConnection connection, SendRequest? request, CancellationToken cancellation)
    {
        var item = SendValidation.Check(request, connection.Caller);
        return AckAsync(connection.Sends.SendAsync(item), item, request!.ClientMsgId, cancellation);
    }

    private static async Task<SendAck> AckAsync(Task<SendResult> answer, SendItem item, Guid clientMsgId, CancellationToken cancellation)
    {
        var result = await answer.WaitAsync(cancellation);
        var chat = new ChatId(item.ChatId);
        return result.Error.Length == 0
            ? new SendAck(clientMsgId, new MessageId(chat, result.Seq), chat, result.Seq, new WireTime(result.SentAt))
            : throw new ChatException(result.Error, WriteRefusal.Sentence(result.Error));
    }
}
