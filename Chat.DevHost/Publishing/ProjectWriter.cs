using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Chat.DevHost.Publishing;

/// <summary><c>project.v0</c>; <c>project.v1</c> if it says how it is deployed.</summary>
internal static class ProjectWriter
{
    public static async Task WriteAsync(ManifestPublishingContext context, ProjectResource project)
    {
        var metadata = project.Annotations.OfType<IProjectMetadata>().Last();
        context.Writer.WriteString("type", Deployment.IsOf(project) ? "project.v1" : "project.v0");
        context.Writer.WriteString("path", context.GetManifestRelativePath(metadata.ProjectPath));
        await Deployment.WriteAsync(context, project);
        await context.WriteCommandLineArgumentsAsync(project);
        await context.WriteEnvironmentVariablesAsync(project);
        context.WriteBindings(project);
    }
}
