using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// How much a device, a user or an address may do: configuration <c>Limits:*</c>, over the defaults of
/// <see cref="LimitsMode"/>. Of each there is a rate and a burst (what is saved up at most); 0 means no limit. Those of a
/// connection are counted by its gateway, the others for the whole cluster, in Redis.
/// </summary>
public sealed record ChatLimits
{
    /// <summary><c>Send</c>, a connection. A person types 1; an app that empties its outbox has the burst.</summary>
    public double SendsPerSecond { get; init; } = 40;

    public int SendBurst { get; init; } = 200;

    /// <summary>All other hub methods together, a connection: receipts above all.</summary>
    public double InvocationsPerSecond { get; init; } = 100;

    public int InvocationBurst { get; init; } = 1_000;

    /// <summary>Connections of one device.</summary>
    public double ConnectsPerHour { get; init; } = 1_200;

    public int ConnectBurst { get; init; } = 60;

    /// <summary>Chats that one user creates, also those that turn out to exist.</summary>
    public double ChatsPerHour { get; init; } = 360;

    public int ChatBurst { get; init; } = 100;

    /// <summary>Users whom one user adds to chats or names as members of new ones. The burst takes a group's 10,000 in one
    /// call, five times.</summary>
    public double MembersPerHour { get; init; } = 50_000;

    public int MemberBurst { get; init; } = 50_000;

    /// <summary>Uploads of media that one user is granted. An album of 30 pictures takes 30.</summary>
    public double MediaPerHour { get; init; } = 3_600;

    public int MediaBurst { get; init; } = 60;

    /// <summary>Attempts to sign in, for one user name: each is a guess at its password.</summary>
    public double SignInsPerHour { get; init; } = 600;

    public int SignInBurst { get; init; } = 30;

    /// <summary>New users from one client address (IPv6: one /64), where it is known (<see cref="ClientAddress"/>). Many
    /// people may stand behind one.</summary>
    public double SignUpsPerHour { get; init; } = 600;

    public int SignUpBurst { get; init; } = 200;

    /// <summary>Sign-ins and refreshes from one client address, likewise.</summary>
    public double TokensPerHour { get; init; } = 36_000;

    public int TokenBurst { get; init; } = 2_000;

    /// <summary>More than a load test from one machine and one address needs; a device that sends without end is still
    /// slowed down, so that the path is used.</summary>
    private static ChatLimits Local { get; } = new()
    {
        SendsPerSecond = 2_000, SendBurst = 10_000,
        InvocationsPerSecond = 5_000, InvocationBurst = 20_000,
        ConnectsPerHour = 360_000, ConnectBurst = 10_000,
        ChatsPerHour = 36_000_000, ChatBurst = 1_000_000,
        MembersPerHour = 360_000_000, MemberBurst = 10_000_000,
        MediaPerHour = 36_000_000, MediaBurst = 1_000_000,
        SignInsPerHour = 360_000, SignInBurst = 10_000,
        SignUpsPerHour = 36_000_000, SignUpBurst = 1_000_000,
        TokensPerHour = 36_000_000, TokenBurst = 1_000_000,
    };

    public static ChatLimits Off { get; } = new()
    {
        SendsPerSecond = 0, InvocationsPerSecond = 0, ConnectsPerHour = 0, ChatsPerHour = 0, MembersPerHour = 0,
        MediaPerHour = 0, SignInsPerHour = 0, SignUpsPerHour = 0, TokensPerHour = 0,
    };

    public Rate Sends => new(SendsPerSecond, SendBurst);

    public Rate Invocations => new(InvocationsPerSecond, InvocationBurst);

    public static ChatLimits Of(IConfiguration configuration)
    {
        var mode = LimitsModeText.Of(configuration);
        if (mode == LimitsMode.Off)
            return Off;

        var limits = mode == LimitsMode.Local ? Local with { } : new ChatLimits();
        configuration.GetSection("Limits").Bind(limits);
        return limits;
    }
}
