namespace Chat.Contracts.Hub;

/// <summary>The numbers are stored and sent between services.</summary>
public enum MessageKind
{
    Message = 0,

    /// <summary>Changes other messages: is no unread message, no <c>lastMessage</c>, and notifies nobody.</summary>
    Event = 1,
}

public static class MessageKindText
{
    public static string Write(MessageKind kind) => kind == MessageKind.Event ? "event" : "message";

    public static bool TryRead(string? text, out MessageKind kind)
    {
        kind = text == "event" ? MessageKind.Event : MessageKind.Message;
        return text is null or "message" or "event";
    }
}
