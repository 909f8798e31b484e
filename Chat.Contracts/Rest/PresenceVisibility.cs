namespace Chat.Contracts.Rest;

/// <summary>Who may see a user's presence. The numbers are stored.</summary>
public enum PresenceVisibility
{
    /// <summary>Whoever shares a chat.</summary>
    Everyone = 0,

    /// <summary>Whoever shares a direct chat.</summary>
    Contacts = 1,

    Nobody = 2,
}
