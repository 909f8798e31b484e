using Chat.Contracts;

namespace Chat.Delivery.Members;

/// <summary>How the events of a chat reach its members: it follows from how many they are.</summary>
internal enum Way
{
    /// <summary>The router finds the recipients' sessions itself.</summary>
    Direct,

    /// <summary>In parts, which all replicas share.</summary>
    Parts,

    /// <summary>Only to the connections that have the chat open.</summary>
    Opened,
}

internal static class Ways
{
    public static Way Of(Membership membership) => membership.Count switch
    {
        > Limits.MaxPushedMembers => Way.Opened,
        > Limits.MaxUnpartedRecipients => Way.Parts,
        _ => Way.Direct,
    };
}
