namespace Chat.Contracts.Hub;

public static class HubRoute
{
    public const string Path = "/ws/connect";
    public const string Negotiate = Path + "/negotiate";

    /// <summary>The version of this protocol, <c>?v=</c> on the hub's address; absent means this one.</summary>
    public const string Version = "1";
}
