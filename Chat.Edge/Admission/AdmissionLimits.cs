using Chat.ServiceDefaults.Limiting;

namespace Chat.Edge.Admission;

/// <summary>New connections of one edge; configuration <c>Edge:*</c>, over the defaults of <see cref="LimitsMode"/>.</summary>
internal sealed record AdmissionLimits
{
    /// <summary>Connections a second that are let in, in the long run; 0: no limit.</summary>
    public double ConnectsPerSecond { get; init; } = 1_000;

    /// <summary>Connections that are let in at once after a quiet time; 0: two seconds' worth. Less than one second's worth
    /// would refuse some again, since a second's worth is told the same <c>Retry-After</c>.</summary>
    public int ConnectBurst { get; init; }

    public Rate Rate => new(ConnectsPerSecond, ConnectBurst > 0 ? ConnectBurst : (int)Math.Max(1, 2 * ConnectsPerSecond));

    public static AdmissionLimits Of(IConfiguration configuration)
    {
        var mode = LimitsModeText.Of(configuration);
        if (mode == LimitsMode.Off)
            return new AdmissionLimits { ConnectsPerSecond = 0 };

        var limits = new AdmissionLimits { ConnectsPerSecond = mode == LimitsMode.Local ? 10_000 : 1_000 };
        configuration.GetSection("Edge").Bind(limits);
        return limits;
    }
}
