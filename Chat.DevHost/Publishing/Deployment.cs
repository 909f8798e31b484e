using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Chat.DevHost.Publishing;

/// <summary>The property <c>deployment</c> of a resource that says itself how it is deployed.</summary>
internal static class Deployment
{
    public static bool IsOf(IResource resource) => TargetOf(resource) is not null;

    public static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        if (TargetOf(resource)?.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault()?.Callback is not { } write)
            return;
        context.Writer.WriteStartObject("deployment");
        await write(context);
        context.Writer.WriteEndObject();
    }

    private static IResource? TargetOf(IResource resource) =>
        resource.Annotations.OfType<DeploymentTargetAnnotation>().ToArray() switch
        {
            [] => null,
            [var one] => one.DeploymentTarget,
            _ => throw new DistributedApplicationException($"'{resource.Name}' is deployed in more than one way."),
        };
}
