using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Aspire.Hosting;

public static class AzureBicepResourceExtensions
{
    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="bicepFile">The template's path, absolute or relative to the AppHost's folder.</param>
    public static IResourceBuilder<AzureBicepResource> AddBicepTemplate(
        this IDistributedApplicationBuilder builder, string name, string bicepFile) =>
        builder.AddResource(new AzureBicepResource(name, templateFile: Path.GetFullPath(Path.Combine(builder.AppHostDirectory, bicepFile))));

    public static IResourceBuilder<AzureBicepResource> AddBicepTemplateString(
        this IDistributedApplicationBuilder builder, string name, string bicepContent) =>
        builder.AddResource(new AzureBicepResource(name, templateString: bicepContent));

    public static BicepOutputReference GetOutput(this IResourceBuilder<AzureBicepResource> builder, string name) => new(name, builder.Resource);

    /// <summary>A parameter that the deployment tool fills.</summary>
    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name)
        where T : AzureBicepResource => builder.With(name, null);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : AzureBicepResource => builder.With(name, value);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, IEnumerable<string> value)
        where T : AzureBicepResource => builder.With(name, value);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, JsonNode value)
        where T : AzureBicepResource => builder.With(name, value);

    /// <summary>A value that is asked for when the manifest is written.</summary>
    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, Func<object?> valueCallback)
        where T : AzureBicepResource => builder.With(name, valueCallback);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : AzureBicepResource => builder.With(name, value.Resource);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, ParameterResource value)
        where T : AzureBicepResource => builder.With(name, value);

    public static IResourceBuilder<T> WithParameter<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<IResourceWithConnectionString> value)
        where T : AzureBicepResource => builder.With(name, value.Resource);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, BicepOutputReference value)
        where T : AzureBicepResource => builder.With(name, value);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : AzureBicepResource => builder.With(name, value);

    public static IResourceBuilder<T> WithParameter<T>(this IResourceBuilder<T> builder, string name, EndpointReference value)
        where T : AzureBicepResource => builder.With(name, value);

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, string name, object? value)
        where T : AzureBicepResource
    {
        builder.Resource.Parameters[BicepIdentifier.Checked(name)] = value;
        return builder;
    }
}
