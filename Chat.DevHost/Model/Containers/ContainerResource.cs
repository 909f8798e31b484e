namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container. It can be published; nothing here runs one.</summary>
public class ContainerResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Instead of the image's own.</summary>
    public string? Entrypoint { get; set; }
}
