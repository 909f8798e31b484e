using System.Buffers.Binary;

namespace Chat.Load.Replaying;

/// <summary>A clientMsgId that says which line of which room it is, so that what arrives can be told apart without a table.</summary>
internal static class LineId
{
    public static Guid Write(int run, int room, int line)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes, run);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], room);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], line);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Null if it is none of this run's.</summary>
    public static (int Room, int Line)? Read(int run, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes) == run
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[12..]))
            : null;
    }
}
