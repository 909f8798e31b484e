using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Chat.DevHost.Publishing;

/// <summary><c>executable.v0</c>. azd deploys none: what is published is excluded from the manifest or not added.</summary>
internal static class ExecutableWriter
{
    public static async Task WriteAsync(ManifestPublishingContext context, ExecutableResource executable)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.WriteConnectionString(executable);
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
        context.Writer.WriteString("command", executable.Command);
        await context.WriteCommandLineArgumentsAsync(executable);
        await context.WriteEnvironmentVariablesAsync(executable);
        context.WriteBindings(executable);
    }
}
