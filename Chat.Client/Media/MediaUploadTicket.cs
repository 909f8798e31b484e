using Chat.Contracts.Ids;

namespace Chat.Client.Media;

/// <summary>An upload that has begun. Who keeps it, as JSON for one, goes on with it in another process.</summary>
/// <param name="Size">Bytes of the whole.</param>
/// <param name="BlockSize">Bytes of each block but the last; of one that goes up by one <c>PUT</c>, no less than its size.</param>
public sealed record MediaUploadTicket(MediaId MediaId, long Size, int BlockSize);
