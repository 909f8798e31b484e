using System.Text;

namespace Chat.Load.Wire;

/// <summary>DELIVERED for a chat up to a seq.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class ReceiptTemplate
{
    private const int MaxDigits = 19;

    private readonly byte[] _record;
    private readonly int _seq;

    public ReceiptTemplate(string chat)
    {
        var head = Encoding.UTF8.GetBytes(
            $$"""{"type":1,"target":"Receipt","arguments":[{"chatId":"{{chat}}","type":"DELIVERED","seq":""");
        _seq = head.Length;
        _record = [.. head, .. new byte[MaxDigits + Tail.Length]];
    }

    private static ReadOnlySpan<byte> Tail => "}]}"u8;

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> UpTo(long seq)
    {
        seq.TryFormat(_record.AsSpan(_seq), out var digits);
        Tail.CopyTo(_record.AsSpan(_seq + digits));
        return _record.AsSpan(0, _seq + digits + Tail.Length);
    }
}
