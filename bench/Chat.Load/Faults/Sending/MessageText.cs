using System.Security.Cryptography;

namespace Chat.Load.Faults.Sending;

/// <summary>What is sent: no two messages are the same, or one in another's place would not be noticed.</summary>
internal static class MessageText
{
    private const int Size = 120;

    public static byte[] Next() => RandomNumberGenerator.GetBytes(Size);
}
