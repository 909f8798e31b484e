namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a callback adds environment variables to: texts, or <see cref="IValueProvider"/>s.</summary>
public sealed class EnvironmentCallbackContext
{
    public Dictionary<string, object> EnvironmentVariables { get; } = [];
}

public sealed record EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> Callback) : IResourceAnnotation;

/// <summary>What a callback adds arguments to: texts, or <see cref="IValueProvider"/>s.</summary>
public sealed record CommandLineArgsCallbackContext(IList<object> Args);

public sealed record CommandLineArgsCallbackAnnotation(Action<CommandLineArgsCallbackContext> Callback) : IResourceAnnotation;

public sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;

/// <summary>The resource is started when the other one is healthy, and stopped before it.</summary>
public sealed record WaitAnnotation(IResource Resource) : IResourceAnnotation;

/// <summary>The name of a check among the application's health checks.</summary>
public sealed record HealthCheckAnnotation(string Key) : IResourceAnnotation;

/// <summary>A path that each replica answers with the status code when it is healthy.</summary>
public sealed record HttpHealthCheckAnnotation(string Path, int StatusCode, string EndpointName) : IResourceAnnotation;

public sealed record ExcludedFromManifestAnnotation : IResourceAnnotation;

internal static class ResourceReplicas
{
    public static int ReplicaCount(this IResource resource) =>
        resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
}
