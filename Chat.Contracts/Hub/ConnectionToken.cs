namespace Chat.Contracts.Hub;

/// <summary>
/// A hub connection's token as clients hold it: SignalR's own, then the gateway instance that issued it. The edge routes
/// by the suffix, the gateway takes it off before SignalR looks. SignalR's tokens are base64url, so the separator is
/// never part of one.
/// </summary>
public static class ConnectionToken
{
    private const char Separator = '.';

    /// <summary>The query parameter that carries the token on every request after the negotiation.</summary>
    public const string QueryParameter = "id";

    public static string Append(string token, string instanceId) => $"{token}{Separator}{instanceId}";

    /// <summary>False if it names no instance: a token that no gateway of ours has issued.</summary>
    public static bool TryParse(string? text, out string token, out string instanceId)
    {
        var at = text?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        token = at > 0 ? text![..at] : "";
        instanceId = at > 0 ? text![(at + 1)..] : "";
        return at > 0 && instanceId.Length > 0;
    }
}
