using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Publishing;

namespace Aspire.Hosting.Publishing;

/// <summary>A manifest while it is written: the writer, and what the writers of the resources share.</summary>
/// <param name="executionContext">That it is publishing.</param>
/// <param name="manifestPath">Where the manifest will be: its paths are relative to that folder.</param>
/// <param name="writer">Inside of which object it writes is the matter of whoever calls.</param>
/// <param name="cancellationToken">Gives up.</param>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext,
    string manifestPath,
    Utf8JsonWriter writer,
    CancellationToken cancellationToken = default)
{
    private readonly PortAllocator _ports = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    internal ReferencedValues References { get; } = new();

    /// <summary>As the manifest says a path: from its folder, with slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(
            Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path.Replace('\\', Path.DirectorySeparatorChar)).Replace('\\', '/');

    /// <summary>Writes the property <c>connectionString</c> of a resource that has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is not IResourceWithConnectionString { ConnectionStringExpression: var expression })
            return;
        TryAddDependentResources(expression);
        Writer.WriteString("connectionString", References.TextOf(expression));
    }

    /// <summary>Writes the property <c>env</c>, unless there are no variables.</summary>
    public Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(ExecutionContext);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            annotation.Callback(context);
        if (context.EnvironmentVariables.Count == 0)
            return Task.CompletedTask;

        Writer.WriteStartObject("env");
        foreach (var (name, value) in context.EnvironmentVariables)
            Writer.WriteString(name, TextOf(value));
        Writer.WriteEndObject();
        return Task.CompletedTask;
    }

    /// <summary>Writes the property <c>args</c>, unless there are none.</summary>
    public Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext(ExecutionContext);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            annotation.Callback(context);
        if (context.Args.Count == 0)
            return Task.CompletedTask;

        Writer.WriteStartArray("args");
        foreach (var argument in context.Args)
            Writer.WriteStringValue(TextOf(argument));
        Writer.WriteEndArray();
        return Task.CompletedTask;
    }

    /// <summary>Writes the property <c>bindings</c>, unless the resource has no endpoints.</summary>
    public void WriteBindings(IResource resource) => BindingWriter.Write(Writer, resource, _ports);

    public Task WriteContainerAsync(ContainerResource container) => ContainerWriter.WriteAsync(this, container);

    /// <summary>What the value is made of is written after all else, unless the composition has it.</summary>
    public void TryAddDependentResources(object? value) => References.Add(value);

    private string TextOf(object value)
    {
        var text = References.TextOf(value);
        TryAddDependentResources(value);
        return text;
    }
}
