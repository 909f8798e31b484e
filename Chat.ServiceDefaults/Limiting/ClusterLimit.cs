namespace Chat.ServiceDefaults.Limiting;

/// <summary>A limit that the whole cluster counts together.</summary>
/// <param name="Kind">Part of its Redis keys, see <see cref="ClusterLimiter"/>.</param>
/// <param name="What">What there was too much of, for people.</param>
public sealed record ClusterLimit(string Kind, string What, Rate Rate)
{
    /// <summary>By device.</summary>
    public static ClusterLimit Connects(ChatLimits limits) =>
        new("connect", "connections", Rate.AnHour(limits.ConnectsPerHour, limits.ConnectBurst));

    /// <summary>By user.</summary>
    public static ClusterLimit Chats(ChatLimits limits) => new("chat", "new chats", Rate.AnHour(limits.ChatsPerHour, limits.ChatBurst));

    /// <summary>By user.</summary>
    public static ClusterLimit Members(ChatLimits limits) => new("member", "added members", Rate.AnHour(limits.MembersPerHour, limits.MemberBurst));

    /// <summary>By user.</summary>
    public static ClusterLimit Media(ChatLimits limits) => new("media", "uploads", Rate.AnHour(limits.MediaPerHour, limits.MediaBurst));

    /// <summary>By user name.</summary>
    public static ClusterLimit SignIns(ChatLimits limits) => new("sign-in", "attempts to sign in", Rate.AnHour(limits.SignInsPerHour, limits.SignInBurst));

    /// <summary>By client address.</summary>
    public static ClusterLimit SignUps(ChatLimits limits) => new("sign-up", "new users", Rate.AnHour(limits.SignUpsPerHour, limits.SignUpBurst));

    /// <summary>By client address.</summary>
    public static ClusterLimit Tokens(ChatLimits limits) => new("token", "sign-ins and refreshes", Rate.AnHour(limits.TokensPerHour, limits.TokenBurst));
}
