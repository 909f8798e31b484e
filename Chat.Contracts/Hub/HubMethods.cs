namespace Chat.Contracts.Hub;

/// <summary>Names of what a client invokes on the server.</summary>
public static class HubMethods
{
    public const string Send = "Send";
    public const string Sync = "Sync";
    public const string Receipt = "Receipt";
    public const string Typing = "Typing";
    public const string WatchPresence = "WatchPresence";
    public const string UnwatchPresence = "UnwatchPresence";
    public const string OpenChat = "OpenChat";
    public const string CloseChat = "CloseChat";
    public const string Renew = "Renew";
    public const string Heartbeat = "Heartbeat";
}

/// <summary>The argument of <c>Renew</c>.</summary>
public sealed record RenewRequest(string? AccessToken);

/// <summary>An empty JSON object, as argument or result.</summary>
public sealed record Empty;
