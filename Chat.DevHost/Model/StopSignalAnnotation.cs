using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Processes;

namespace Chat.DevHost;

/// <summary>The signal on which the resource's process ends at once and in order; SIGTERM without this.</summary>
internal sealed record StopSignalAnnotation(ProcessSignal Signal) : IResourceAnnotation;
