namespace Chat.Media.Sweeping;

internal static class SweepingRegistration
{
    public static void AddSweeping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(SweepSettings.Of(builder.Configuration));
        builder.Services.AddSingleton<SweepRows>();
        builder.Services.AddSingleton<Sweep>();
        builder.Services.AddHostedService<Sweeper>();
    }
}
