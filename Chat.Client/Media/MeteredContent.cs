using System.Net;

namespace Chat.Client.Media;

/// <summary>A block on its way up, told piece by piece.</summary>
internal sealed class MeteredContent(ReadOnlyMemory<byte> content, Action<int> sent) : HttpContent
{
    private const int Piece = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var at = 0; at < content.Length; at += Piece)
        {
            var piece = content.Slice(at, Math.Min(Piece, content.Length - at));
            await stream.WriteAsync(piece, cancellationToken);
            sent(piece.Length);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
