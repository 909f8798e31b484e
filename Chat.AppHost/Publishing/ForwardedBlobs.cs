namespace Chat.AppHost.Publishing;

/// <summary>A blob store without an address of its own for clients: the edge forwards <c>/blobs</c> to it.</summary>
/// <param name="Address">Where the edge reaches it.</param>
/// <param name="Account">The first part of its paths.</param>
internal sealed record ForwardedBlobs(ReferenceExpression Address, string Account);
