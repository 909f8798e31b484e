namespace Chat.ServiceDefaults.Instances;

/// <summary>The services' names, as in the composition.</summary>
public static class ServiceNames
{
    public const string Gateway = "gateway";
    public const string Messaging = "messaging";
    public const string Delivery = "delivery";
    public const string Presence = "presence";
    public const string Media = "media";
}
