using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A project that the AppHost's project references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file's path.</summary>
    string ProjectPath { get; }
}
