using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes the resource, inside its object, instead of what the manifest would say of its kind.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback)
    {
        if (callback is null)
            return;
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task> callback) => Callback = callback;

    /// <summary>The resource is not in the manifest.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Action<ManifestPublishingContext>?)null);

    /// <summary>Null: not in the manifest.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}
