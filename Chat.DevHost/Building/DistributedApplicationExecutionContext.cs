namespace Aspire.Hosting;

/// <summary>What the composition is for: to run here, or to be published.</summary>
public sealed class DistributedApplicationExecutionContext
{
    internal DistributedApplicationExecutionContext(bool isPublishMode) => IsPublishMode = isPublishMode;

    public bool IsPublishMode { get; }

    public bool IsRunMode => !IsPublishMode;
}
