namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a container is made from: a tag's image, or exactly one by its digest.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    public string? Registry { get; set; }

    public required string Image { get; set; }

    public string? Tag { get; set; }

    public string? SHA256 { get; set; }

    internal string FullName =>
        (string.IsNullOrEmpty(Registry) ? "" : $"{Registry}/")
        + Image
        + (SHA256 is not null ? $"@sha256:{SHA256}" : string.IsNullOrEmpty(Tag) ? "" : $":{Tag}");
}
