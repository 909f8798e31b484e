namespace Chat.Contracts.Rest;

public static class PresenceVisibilityText
{
    /// <summary>Null: none of them.</summary>
    public static PresenceVisibility? Read(string? text) => text switch
    {
        "everyone" => PresenceVisibility.Everyone,
        "contacts" => PresenceVisibility.Contacts,
        "nobody" => PresenceVisibility.Nobody,
        _ => null,
    };
}
