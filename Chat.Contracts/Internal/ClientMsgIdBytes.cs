using Google.Protobuf;

namespace Chat.Contracts.Internal;

/// <summary>How a clientMsgId stands in a message: 16 bytes, big-endian.</summary>
internal static class ClientMsgIdBytes
{
    public static Guid Read(ByteString bytes) => new(bytes.Span, bigEndian: true);
}
