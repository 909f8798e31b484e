using System.Buffers.Binary;

namespace Chat.Load.Wire;

/// <summary>Records as WebSocket text frames of a client, one after another in one buffer.</summary>
internal sealed class FrameWriter
{
    private const byte TextFrame = 0x81;
    private const byte Masked = 0x80;
    private const int MaxHead = 14;

    // Masked with zeros, status 1000.
    private static ReadOnlySpan<byte> CloseFrame => [0x88, Masked | 2, 0, 0, 0, 0, 0x03, 0xe8];

    // Thousands of connections are idle: the buffer comes with the first record.
    private byte[] _buffer = [];
    private int _written;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _written);

    public void Clear() => _written = 0;

    public void Append(ReadOnlySpan<byte> record)
    {
        var needed = _written + MaxHead + record.Length + 1;
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, 2 * _buffer.Length));

        var length = record.Length + 1;
        _written += WriteHead(_buffer.AsSpan(_written), length);
        record.CopyTo(_buffer.AsSpan(_written));
        _buffer[_written + record.Length] = HubRecord.Separator;
        _written += length;
    }

    /// <summary>A close frame, normal closure: nothing may follow.</summary>
    public void AppendClose()
    {
        if (_written + CloseFrame.Length > _buffer.Length)
            Array.Resize(ref _buffer, _written + CloseFrame.Length);
        CloseFrame.CopyTo(_buffer.AsSpan(_written));
        _written += CloseFrame.Length;
    }

    // A client masks its frames; a mask of zeros is one.
    private static int WriteHead(Span<byte> head, int length)
    {
        head[0] = TextFrame;
        int used;
        if (length < 126)
        {
            head[1] = (byte)(Masked | length);
            used = 2;
        }
        else if (length <= ushort.MaxValue)
        {
            head[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
            used = 4;
        }
        else
        {
            head[1] = Masked | 127;
            BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)length);
            used = 10;
        }

        head.Slice(used, 4).Clear();
        return used + 4;
    }
}
