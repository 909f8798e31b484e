namespace Chat.Edge.Draining;

internal static class DrainingRegistration
{
    /// <param name="endWithin">What the host's own stop may take after it.</param>
    public static void AddDraining(this IHostApplicationBuilder builder, TimeSpan endWithin)
    {
        var limits = EdgeLimits.Of(builder.Configuration);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<ForwardedConnections>();
        builder.Services.AddHostedService<EdgeDrain>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = limits.DrainOver + endWithin);
    }
}
