namespace Chat.Media.Downloading;

internal static class DownloadingRegistration
{
    public static void MapDownloading(this RouteGroupBuilder media) => media.MapGet("/{mediaId}", GetMedia.HandleAsync);
}
