using Chat.ServiceDefaults.Limiting;

namespace Chat.Gateway.Connections;

/// <summary>The bounds of one gateway; configuration <c>Gateway:*</c>.</summary>
public sealed record GatewayLimits
{
    /// <summary>One more is closed with <c>too-many-connections</c>.</summary>
    public int MaxConnections { get; init; } = 50_000;

    /// <summary>The part of the available memory (see <see cref="MemoryPressure"/>) beyond which new connections are closed with
    /// <c>too-many-connections</c>; 0: never, which is the default where <c>CHAT_LIMITS</c> says that the machine is somebody's
    /// own.</summary>
    public double MaxMemoryLoad { get; init; } = 0.90;

    /// <summary>Frames that may wait for a slow connection, beyond what its socket takes; one more closes it with
    /// <c>slow-consumer</c>. Connections that keep up have no queue at all, and a frame for many of them is there once: it is
    /// 256 slow connections with chats of their own that take a GiB at the most.</summary>
    public int OutboundFrames { get; init; } = 2_048;

    /// <summary>Bytes of the waiting frames, likewise.</summary>
    public long OutboundBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Live messages held back during a connection's replay; further ones are dropped and asked for afterwards.</summary>
    public int HeldFrames { get; init; } = 256;

    /// <summary>A connection that has not been heard for so long is over. Clients ping every 15 s; a user whose device vanished
    /// is OFFLINE within 60 s.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>How long a connection that is being closed may take to read what it was sent.</summary>
    public TimeSpan CloseWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When the gateway drains, its connections are told to go evenly over so long, and are served until their turn comes: a
    /// full gateway's devices come to the others by 167 a second in 5 minutes, instead of all within 4 s. 0: at once. The platform
    /// must give the process this time, <see cref="DrainWithin"/>, <see cref="CloseWithin"/> and 20 s for the host's own end.</summary>
    public TimeSpan DrainOver { get; init; }

    /// <summary>How long the sends under way may take to be answered when the gateway drains.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(10);

    public static GatewayLimits Of(IConfiguration configuration)
    {
        var limits = LimitsModeText.Of(configuration) == LimitsMode.Production ? new GatewayLimits() : new GatewayLimits { MaxMemoryLoad = 0 };
        configuration.GetSection("Gateway").Bind(limits);
        return limits;
    }
}
