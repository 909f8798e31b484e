using System.Buffers;
using Google.Protobuf;

namespace Chat.ServiceDefaults.Calls;

/// <summary>Protobuf messages one after the other, each behind its length as a varint.</summary>
public static class DelimitedMessages
{
    /// <summary>Bytes of one message at most: a page of 500 messages of the largest size.</summary>
    public const int MaxMessage = 64 * 1024 * 1024;

    public static async Task WriteAsync(Stream stream, IMessage message, CancellationToken cancellation)
    {
        var size = message.CalculateSize();
        var buffer = ArrayPool<byte>.Shared.Rent(size + 5);
        try
        {
            var head = 0;
            for (var rest = (uint)size; ; rest >>= 7)
            {
                buffer[head++] = (byte)(rest > 0x7f ? rest | 0x80 : rest);
                if (rest <= 0x7f)
                    break;
            }

            message.WriteTo(buffer.AsSpan(head, size));
            await stream.WriteAsync(buffer.AsMemory(0, head + size), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Null at the end of the stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are none.</exception>
    public static async Task<T?> ReadAsync<T>(Stream stream, MessageParser<T> parser, CancellationToken cancellation)
        where T : IMessage<T>
    {
        if (await ReadLengthAsync(stream, cancellation) is not { } size)
            return default;

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            await stream.ReadExactlyAsync(buffer.AsMemory(0, size), cancellation);
            return parser.ParseFrom(buffer.AsSpan(0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int?> ReadLengthAsync(Stream stream, CancellationToken cancellation)
    {
        var one = new byte[1];
        var length = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
                return shift == 0 ? null : throw new EndOfStreamException("The stream ended inside a length.");
            length |= (uint)(one[0] & 0x7f) << shift;
            if ((one[0] & 0x80) == 0)
                return length <= MaxMessage ? (int)length : throw new IOException($"A message of {length} bytes is too large.");
        }

        throw new IOException("A length has at most 5 bytes.");
    }
}
