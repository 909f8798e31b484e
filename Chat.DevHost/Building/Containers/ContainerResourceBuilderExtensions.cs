using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class ContainerResourceBuilderExtensions
{
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image) =>
        builder.AddResource(new ContainerResource(name)).WithImage(image);

    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.AddContainer(name, image).WithImageTag(tag);

    /// <param name="builder">The container.</param>
    /// <param name="image">With or without registry, tag and digest.</param>
    /// <param name="tag">The tag, if the image is not given with one; <c>latest</c> if neither is.</param>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        var existing = builder.Resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault();
        if (existing is not null)
            builder.Resource.Annotations.Remove(existing);
        return builder.WithAnnotation(ImageName.Parse(image, tag));
    }

    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        var image = ImageOf(builder.Resource);
        image.Tag = tag;
        image.SHA256 = null;
        return builder;
    }

    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        ImageOf(builder.Resource).Registry = registry;
        return builder;
    }

    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
        where T : ContainerResource
    {
        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's, by which it is found again; null for one without a name.</param>
    /// <param name="target">Where the container sees it.</param>
    /// <param name="isReadOnly">The container cannot write to it.</param>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource =>
        builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource => builder.WithVolume(name: null, target);

    /// <param name="builder">The container.</param>
    /// <param name="source">A folder or file of the machine, absolute or relative to the AppHost's folder.</param>
    /// <param name="target">Where the container sees it.</param>
    /// <param name="isReadOnly">The container cannot write to it.</param>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource =>
        builder.WithAnnotation(new ContainerMountAnnotation(
            Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory), target, ContainerMountType.BindMount, isReadOnly));

    private static ContainerImageAnnotation ImageOf(ContainerResource container) =>
        container.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()
        ?? throw new DistributedApplicationException($"The container '{container.Name}' has no image.");
}
