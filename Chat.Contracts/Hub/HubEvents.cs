namespace Chat.Contracts.Hub;

/// <summary>Names of what the server invokes on a client.</summary>
public static class HubEvents
{
    public const string Message = "Message";
    public const string Receipt = "Receipt";
    public const string Typing = "Typing";
    public const string Presence = "Presence";
    public const string Heads = "Heads";
    public const string ChatChanged = "ChatChanged";
    public const string Closing = "Closing";
}
