using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Media.Signing;

namespace Chat.Media.Granting;

internal static class UploadAnswer
{
    /// <summary>The headers hold for a PUT of the whole and for a block list, but for the blob's type: that is the former's alone.
    /// Azure ignores it on a block list; Azurite takes a request that carries it for a PUT of the whole.</summary>
    public static MediaUpload Of(MediaId media, string contentType, SignedUrl url) => new(
        media,
        url.Url,
        new Dictionary<string, string>
        {
            ["x-ms-blob-type"] = "BlockBlob",
            ["x-ms-blob-content-type"] = contentType,
        },
        WireTime.Of(url.ExpiresAt));
}
