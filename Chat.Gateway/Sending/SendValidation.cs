using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Authentication;
using Google.Protobuf;

namespace Chat.Gateway.Sending;

/// <summary>Shape and size of a <c>Send</c>. What needs knowledge of chats is Messaging's.</summary>
public static class SendValidation
{
    /// <exception cref="ChatException">It is not well formed.</exception>
    public static SendItem Check(SendRequest? request, Caller caller)
    {
        if (request is null)
            throw ChatException.BadRequest("A send is needed.");
        if (request.ClientMsgId == Guid.Empty)
            throw ChatException.BadRequest("clientMsgId must be a UUID other than zero.");
        if (request.ChatId is not { } chat)
            throw ChatException.BadRequest("chatId is needed.");
        if (chat.IsNone)
            throw new ChatException(ErrorCodes.ChatNotFound, "There is no such chat.");
        if (request.Ciphertext is not { Length: > 0 } ciphertext)
            throw ChatException.BadRequest("ciphertext is needed.");
        if (ciphertext.Length > Limits.MaxCiphertext)
            throw new ChatException(ErrorCodes.TooLarge, $"ciphertext is at most {Limits.MaxCiphertext} bytes.");
        if (!MessageKindText.TryRead(request.Kind, out var kind))
            throw ChatException.BadRequest("kind is message or event.");
        if (request.RefSeq is < 1)
            throw ChatException.BadRequest("refSeq is at least 1.");
        if (request.MediaIds?.Count > Limits.MaxMediaPerMessage)
            throw ChatException.BadRequest($"mediaIds are at most {Limits.MaxMediaPerMessage}.");
        if (request.MediaIds?.Count > 1 && request.MediaIds.Distinct().Count() < request.MediaIds.Count)
            throw ChatException.BadRequest("mediaIds name each medium once.");
        if (request.MediaIds?.Any(id => id.IsNone) == true)
            throw new ChatException(ErrorCodes.MediaNotFound, "There is no such media.");

        return new SendItem
        {
            ChatId = chat.Value,
            SenderId = caller.User.Value,
            DeviceId = caller.Device.Value,
            ClientMsgId = ByteString.CopyFrom(request.ClientMsgId.ToByteArray(bigEndian: true)),
            Kind = (int)kind,
            RefSeq = request.RefSeq ?? 0,
            // The request's own array, which nobody else holds.
            Ciphertext = UnsafeByteOperations.UnsafeWrap(ciphertext),
            MediaIds = { request.MediaIds?.Select(id => id.Value) ?? [] },
        };
    }
}
