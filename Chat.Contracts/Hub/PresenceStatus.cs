namespace Chat.Contracts.Hub;

public static class PresenceStatus
{
    /// <summary>At least one device is connected.</summary>
    public const string Online = "ONLINE";

    public const string Offline = "OFFLINE";
}
