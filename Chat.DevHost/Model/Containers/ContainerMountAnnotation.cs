namespace Aspire.Hosting.ApplicationModel;

public enum ContainerMountType
{
    BindMount,
    Volume,
}

/// <summary>A folder of the container that outlives it.</summary>
/// <param name="source">The volume's name, or null of one without; the folder of a bind mount.</param>
/// <param name="target">Where the container sees it.</param>
/// <param name="type">A volume, or a folder of the machine.</param>
/// <param name="isReadOnly">The container cannot write to it.</param>
public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
{
    public string? Source { get; } = source;

    public string Target { get; } = target;

    public ContainerMountType Type { get; } = type;

    public bool IsReadOnly { get; } = isReadOnly;
}
