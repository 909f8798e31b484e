namespace Chat.Gateway.Draining;

public static class DrainingRegistration
{
    public static void AddDraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GatewayDrain>();
        builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
        builder.Services.AddHealthChecks().AddCheck<DrainingHealth>("draining");
    }
}
