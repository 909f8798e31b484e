namespace Chat.Media.Completing;

internal static class CompletingRegistration
{
    public static void AddCompleting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ContentHash>();
        builder.Services.AddSingleton<Verification>();
        builder.Services.AddSingleton<Completions>();
    }

    public static void MapCompleting(this RouteGroupBuilder media) => media.MapPost("/{mediaId}/complete", CompleteMedia.HandleAsync);
}
