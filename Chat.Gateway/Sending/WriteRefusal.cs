using Chat.Contracts.Errors;

namespace Chat.Gateway.Sending;

/// <summary>The sentences to the codes that Messaging refuses a write with.</summary>
public static class WriteRefusal
{
    public static string Sentence(string code) => code switch
    {
        ErrorCodes.NotAMember => "You are not a member of this chat.",
        ErrorCodes.ChatNotFound => "There is no such chat.",
        ErrorCodes.NotAllowed => "You may not send to this chat.",
        ErrorCodes.MediaNotFound => "There is no such media.",
        ErrorCodes.Unavailable => "It is not known whether it was stored; send it again with the same clientMsgId.",
        _ => "The request was refused.",
    };
}
