namespace Chat.Contracts.Rest;

public static class PresenceVisibilityText
{
    public static string Write(PresenceVisibility visibility) => visibility switch
    {
        PresenceVisibility.Everyone => "everyone",
        PresenceVisibility.Contacts => "contacts",
        _ => "nobody",
    };

    /// <summary>Null: none of them.</summary>
    public static PresenceVisibility? Read(string? text) => text switch
    {
        "everyone" => PresenceVisibility.Everyone,
        "contacts" => PresenceVisibility.Contacts,
        "nobody" => PresenceVisibility.Nobody,
        _ => null,
    };
}
