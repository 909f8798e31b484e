using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Chat.DevHost.Publishing;

/// <summary><c>container.v0</c>; <c>container.v1</c> if it says how it is deployed.</summary>
internal static class ContainerWriter
{
    public static async Task WriteAsync(ManifestPublishingContext context, ContainerResource container)
    {
        var image = container.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()
            ?? throw new DistributedApplicationException($"The container '{container.Name}' has no image.");
        context.Writer.WriteString("type", Deployment.IsOf(container) ? "container.v1" : "container.v0");
        context.WriteConnectionString(container);
        context.Writer.WriteString("image", image.FullName);
        await Deployment.WriteAsync(context, container);
        if (container.Entrypoint is not null)
            context.Writer.WriteString("entrypoint", container.Entrypoint);
        await context.WriteCommandLineArgumentsAsync(container);
        WriteMounts(context, container);
        await context.WriteEnvironmentVariablesAsync(container);
        context.WriteBindings(container);
    }

    private static void WriteMounts(ManifestPublishingContext context, ContainerResource container)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToLookup(mount => mount.Type);
        Write("bindMounts", "source", ContainerMountType.BindMount, context.GetManifestRelativePath);
        Write("volumes", "name", ContainerMountType.Volume, name => name);

        void Write(string property, string sourceProperty, ContainerMountType type, Func<string?, string?> text)
        {
            if (!mounts.Contains(type))
                return;
            var writer = context.Writer;
            writer.WriteStartArray(property);
            foreach (var mount in mounts[type])
            {
                writer.WriteStartObject();
                if (text(mount.Source) is { } source)
                    writer.WriteString(sourceProperty, source);
                writer.WriteString("target", mount.Target);
                writer.WriteBoolean("readOnly", mount.IsReadOnly);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
