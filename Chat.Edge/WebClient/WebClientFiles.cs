namespace Chat.Edge.WebClient;

/// <summary>The web client's files, if this edge has them (<c>wwwroot</c>); without them <c>/</c> is a 404 like any
/// unknown address.</summary>
internal static class WebClientFiles
{
    public static void UseWebClient(this WebApplication app)
    {
        if (!Directory.Exists(app.Environment.WebRootPath))
            return;

        app.UseDefaultFiles();
        app.UseStaticFiles();
    }
}
