using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>The Bicep templates of <c>infra/</c>: one file a resource.</summary>
internal static class Templates
{
    public static string File(IDistributedApplicationBuilder builder, string template) =>
        Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "infra", $"{template}.bicep"));

    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="template">The file's name, if it is another one: some templates describe several resources.</param>
    public static IResourceBuilder<AzureBicepResource> AddTemplate(
        this IDistributedApplicationBuilder builder, string name, string? template = null) =>
        builder.AddBicepTemplate(name, File(builder, template ?? name));

    /// <summary>A parameter with a published default: azd takes it without asking, and <c>azd env set AZURE_NAME</c> (capitals, <c>_</c>
    /// for <c>-</c>) changes it. What <c>azd env config</c> holds of it azd writes over with the default.</summary>
    public static IResourceBuilder<ParameterResource> AddSetting(this IDistributedApplicationBuilder builder, string name, string otherwise) =>
        builder.AddParameter(name, otherwise, publishValueAsDefault: true);

    public static IResourceBuilder<AzureBicepResource> WithSetting(
        this IResourceBuilder<AzureBicepResource> resource, string parameter, string name, string otherwise) =>
        resource.WithParameter(parameter, resource.ApplicationBuilder.AddSetting(name, otherwise));
}
