using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>Which limits stand where nothing else is configured: <c>CHAT_LIMITS</c>.</summary>
public enum LimitsMode
{
    /// <summary>Not set.</summary>
    Production,

    /// <summary><c>local</c>, as the local run sets it: a load test from one machine meets none of them, a device that sends
    /// without end does.</summary>
    Local,

    /// <summary><c>off</c>: none, whatever else is configured. Bounds of memory (queues, connections, bodies) stay.</summary>
    Off,
}

public static class LimitsModeText
{
    private const string Key = "CHAT_LIMITS";

    public static LimitsMode Of(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" or "production" => LimitsMode.Production,
        "local" => LimitsMode.Local,
        "off" => LimitsMode.Off,
        var other => throw new InvalidOperationException($"{Key} is off, local or production, not {other}."),
    };
}
