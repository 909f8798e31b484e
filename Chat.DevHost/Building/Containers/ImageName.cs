using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A container image's name in its parts: <c>[registry/]name[:tag][@sha256:digest]</c>.</summary>
internal static class ImageName
{
    private const string DigestMark = "@sha256:";

    /// <exception cref="DistributedApplicationException">There are two tags.</exception>
    public static ContainerImageAnnotation Parse(string image, string? tag)
    {
        var (name, digest) = Split(image, image.IndexOf(DigestMark, StringComparison.Ordinal), DigestMark.Length);
        var colon = name.LastIndexOf(':');
        (name, var ownTag) = Split(name, colon > name.LastIndexOf('/') ? colon : -1, 1);
        if (tag is not null && (ownTag ?? digest) is not null)
            throw new DistributedApplicationException($"The image '{image}' has a tag or digest already: not '{tag}' too.");

        var slash = name.IndexOf('/');
        var hasRegistry = slash > 0 && (name[..slash] == "localhost" || name[..slash].AsSpan().IndexOfAny('.', ':') >= 0);
        return new ContainerImageAnnotation
        {
            Registry = hasRegistry ? name[..slash] : null,
            Image = hasRegistry ? name[(slash + 1)..] : name,
            Tag = tag ?? ownTag ?? (digest is null ? "latest" : null),
            SHA256 = digest,
        };
    }

    private static (string Before, string? After) Split(string text, int at, int length) =>
        at < 0 ? (text, null) : (text[..at], text[(at + length)..]);
}
