using Chat.Media.Upstream;

namespace Chat.Media.Visibility;

internal static class VisibilityRegistration
{
    public static void AddVisibility(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessagingReplicas>();
        builder.Services.AddSingleton<MediaChats>();
        builder.Services.AddSingleton<MediaVisibility>();
    }
}
