using Chat.ServiceDefaults.Limiting;

namespace Chat.Delivery.Typing;

/// <summary>When typing is shed, first of all that Delivery does; configuration <c>Delivery:Typing:*</c>.</summary>
internal sealed record TypingLimits
{
    /// <summary>Members whom this replica tells of typing, a second, and at once; what is beyond is dropped. 0: no bound
    /// (also by <c>CHAT_LIMITS=off</c>). A member costs a read of the session registry.</summary>
    public double RecipientsPerSecond { get; init; } = 20_000;

    /// <summary>Pushes that wait for a gateway: behind more than these, typing is dropped for it.</summary>
    public int WaitingPushes { get; init; } = 256;

    /// <summary>How long typing waits for its chat's members.</summary>
    public TimeSpan MembersWithin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the members that were fetched are taken for the present ones.</summary>
    public TimeSpan MembersLife { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Chats whose members are being fetched at once; for further ones typing is dropped. The events' own fetches
    /// take the same way.</summary>
    public int Fetches { get; init; } = 64;

    /// <summary>Members that are kept, of all chats together (8 bytes each).</summary>
    public int KeptMembers { get; init; } = 500_000;

    /// <summary>At least a group of the largest size can be told at once.</summary>
    public Rate Recipients => new(RecipientsPerSecond, (int)Math.Max(Contracts.Limits.MaxPushedMembers, RecipientsPerSecond));

    public static TypingLimits Of(IConfiguration configuration)
    {
        var limits = configuration.GetSection("Delivery:Typing").Get<TypingLimits>() ?? new TypingLimits();
        return LimitsModeText.Of(configuration) == LimitsMode.Off ? limits with { RecipientsPerSecond = 0 } : limits;
    }
}
