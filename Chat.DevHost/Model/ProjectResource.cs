namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project of this repository, run from its built output.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
