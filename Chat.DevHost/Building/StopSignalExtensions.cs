using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Processes;

namespace Chat.DevHost;

/// <summary>What Aspire does not have: it stops containers, whose images name their signal.</summary>
public static class StopSignalExtensions
{
    /// <summary>Stops the process by SIGINT instead of SIGTERM.</summary>
    public static IResourceBuilder<T> StopByInterrupt<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.WithAnnotation(new StopSignalAnnotation(ProcessSignal.Interrupt));
}
