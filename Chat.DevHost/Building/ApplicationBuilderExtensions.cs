using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The kinds of resources that run here.</summary>
public static class ApplicationBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(new TProject());
        return builder.ExecutionContext.IsPublishMode ? project.WithPublishedDefaults() : project;
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicas);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }

    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">The program, a path or a name on the PATH.</param>
    /// <param name="workingDirectory">Absolute, or relative to the AppHost's folder.</param>
    /// <param name="args">The first arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        builder
            .AddResource(new ExecutableResource(name, command, Path.Combine(builder.AppHostDirectory, workingDirectory)))
            .WithArgs(args ?? []);

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
}
