using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Chat.DevHost.Publishing;

/// <summary>The composition as the deployment tool reads it: first its resources, then what they refer to.</summary>
internal sealed class Manifest(IReadOnlyList<IResource> resources, DistributedApplicationExecutionContext executionContext)
{
    /// <param name="stream">Where to.</param>
    /// <param name="path">Where the manifest will be: its paths are relative to that folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DistributedApplicationException">There is something that cannot be published.</exception>
    public async Task WriteAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        var context = new ManifestPublishingContext(executionContext, path, writer, cancellationToken);
        foreach (var resource in resources)
            context.References.Formatted.Reserve(resource.Name);

        writer.WriteStartObject();
        writer.WriteStartObject("resources");
        foreach (var resource in resources)
            await WriteAsync(context, resource);
        await WriteReferencedAsync(context);
        context.References.Formatted.WriteRest(writer);
        await WriteConditionsAsync(context);
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    private static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        var own = resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault();
        if (own is { Callback: null })
            return;

        context.Writer.WriteStartObject(resource.Name);
        await (own?.Callback?.Invoke(context) ?? WriteKindAsync(context, resource));
        context.Writer.WriteEndObject();
        if (resource is ParameterResource parameter)
            context.References.Formatted.Write(context.Writer, parameter);
    }

    private static Task WriteKindAsync(ManifestPublishingContext context, IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                return ContainerWriter.WriteAsync(context, container);
            case ProjectResource project:
                return ProjectWriter.WriteAsync(context, project);
            case ExecutableResource executable:
                return ExecutableWriter.WriteAsync(context, executable);
            case ParameterResource parameter:
                return ParameterWriter.WriteAsync(context, parameter);
            case IResourceWithConnectionString value:
                context.Writer.WriteString("type", "value.v0");
                context.WriteConnectionString(value);
                return Task.CompletedTask;
            default:
                throw new DistributedApplicationException($"'{resource.Name}' is of a kind that cannot be published.");
        }
    }

    /// <summary>In the order in which they were referred to; what is written may refer to more.</summary>
    private async Task WriteReferencedAsync(ManifestPublishingContext context)
    {
        var written = resources.Select(resource => resource.Name).ToHashSet();
        while (context.References.Resources.FirstOrDefault(resource => !written.Contains(resource.Name)) is { } next)
        {
            written.Add(next.Name);
            await WriteAsync(context, next);
        }
    }

    /// <summary>A condition is decided when the manifest is written.</summary>
    private static async Task WriteConditionsAsync(ManifestPublishingContext context)
    {
        foreach (var (name, condition) in context.References.Conditions)
        {
            context.Writer.WriteStartObject(name);
            context.Writer.WriteString("type", "value.v0");
            context.Writer.WriteString("connectionString", await condition.GetValueAsync(context.CancellationToken) ?? "");
            context.Writer.WriteEndObject();
        }
    }
}
