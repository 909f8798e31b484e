using Chat.Contracts.Ids;

namespace Chat.Contracts.Rest;

/// <param name="ContentType">The sender's word: what is uploaded may be encrypted.</param>
/// <param name="Size">Bytes, up to <see cref="Limits.MaxMedia"/>.</param>
/// <param name="Sha256">64 hexadecimal digits of the bytes that are uploaded; verified on completion.</param>
public sealed record CreateMediaRequest(string? ContentType, long? Size, string? Sha256 = null);

/// <summary>The grant of an upload to the blob store.</summary>
/// <param name="UploadUrl">Signed, for this one blob: for one <c>PUT</c>, or with <c>comp=block</c>, <c>comp=blocklist</c>
/// added to its query.</param>
/// <param name="UploadHeaders">To be sent with the <c>PUT</c> of the whole; with the block list too, but for
/// <c>x-ms-blob-type</c>.</param>
public sealed record MediaUpload(MediaId MediaId, string UploadUrl, IReadOnlyDictionary<string, string> UploadHeaders, WireTime ExpiresAt);

public sealed record CompletedMedia(MediaId MediaId, long Size, string ContentType);

/// <summary>The grant of a download from the blob store.</summary>
public sealed record MediaDownload(string DownloadUrl, WireTime ExpiresAt, string ContentType, long Size);
