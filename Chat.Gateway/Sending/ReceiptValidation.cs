using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Gateway.Sending;

/// <summary>Shape of a <c>Receipt</c>: where the watermark is to stand.</summary>
public static class ReceiptValidation
{
    /// <exception cref="ChatException">It is not well formed.</exception>
    public static (ChatId Chat, long Seq, bool Read) Check(ReceiptRequest? request)
    {
        if (request is null)
            throw ChatException.BadRequest("A receipt is needed.");
        if (request.ChatId is not { } chat)
            throw ChatException.BadRequest("chatId is needed.");
        if (chat.IsNone)
            throw new ChatException(ErrorCodes.ChatNotFound, "There is no such chat.");

        var read = request.Type switch
        {
            nameof(ReceiptType.READ) => true,
            nameof(ReceiptType.DELIVERED) => false,
            _ => throw ChatException.BadRequest("type is DELIVERED or READ."),
        };
        return (chat, SeqOf(request, chat), read);
    }

    private static long SeqOf(ReceiptRequest request, ChatId chat)
    {
        if (request.ServerMsgId is { } message)
        {
            return message.Chat == chat && message.Seq > 0 && (request.Seq ?? message.Seq) == message.Seq
                ? message.Seq
                : throw ChatException.BadRequest("serverMsgId is no message of this chat.");
        }

        return request.Seq switch
        {
            null => throw ChatException.BadRequest("serverMsgId or seq is needed."),
            < 0 => throw ChatException.BadRequest("seq is at least 0."),
            { } seq => seq,
        };
    }
}
