namespace Chat.AppHost;

/// <summary>Where a local run keeps what outlives it: databases, keys. <c>CHAT_DATA</c>, or <c>.data</c> at the repository's root.</summary>
internal static class DataFolder
{
    public static string Of(IDistributedApplicationBuilder builder)
    {
        var configured = builder.Configuration["CHAT_DATA"];
        var folder = Path.GetFullPath(string.IsNullOrEmpty(configured) ? Path.Combine(builder.AppHostDirectory, "..", ".data") : configured);
        builder.Configuration["DevHost:Folder"] = folder;
        return folder;
    }
}
