namespace Chat.Edge.Admission;

internal static class AdmissionRegistration
{
    public static void AddConnectionAdmission(this IHostApplicationBuilder builder)
    {
        var limits = AdmissionLimits.Of(builder.Configuration);
        builder.Services.AddSingleton(services => new AdmissionQueue(limits.Rate, services.GetRequiredService<TimeProvider>()));
    }

    public static void UseConnectionAdmission(this IApplicationBuilder app) => app.UseMiddleware<ConnectionAdmission>();
}
