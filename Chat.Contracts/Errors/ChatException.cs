namespace Chat.Contracts.Errors;

/// <summary>A refusal that the protocol has a code for. Everything else that is thrown is a defect or an outage.</summary>
public sealed class ChatException(string code, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; } = code;

    /// <summary>Nothing was stored, or it is not known whether: the same request may be sent again.</summary>
    public static ChatException Unavailable(string sentence, Exception? inner = null) => new(ErrorCodes.Unavailable, sentence, inner);

    public static ChatException BadRequest(string sentence) => new(ErrorCodes.BadRequest, sentence);
}
