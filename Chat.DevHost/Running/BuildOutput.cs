using System.Reflection;
using System.Runtime.Versioning;
using Aspire.Hosting;

namespace Chat.DevHost.Running;

/// <summary>Where a project's built program is: built with the AppHost, so in the same configuration for the same framework.</summary>
internal sealed class BuildOutput(Assembly appHost)
{
    private readonly string _configuration = appHost.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private readonly string _framework =
        "net" + new FrameworkName(appHost.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName).Version.ToString(2);

    /// <exception cref="DistributedApplicationException">It is not built.</exception>
    public string Of(IProjectMetadata project)
    {
        var name = Path.GetFileNameWithoutExtension(project.ProjectPath);
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "bin", _configuration, _framework, $"{name}.dll");
        return File.Exists(path)
            ? path
            : throw new DistributedApplicationException($"{name} is not built in the configuration {_configuration}.");
    }
}
