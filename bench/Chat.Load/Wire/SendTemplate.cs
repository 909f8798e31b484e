using System.Buffers.Text;
using System.Text;

namespace Chat.Load.Wire;

/// <summary>Sends to one chat that differ in nothing but their number, written into a copy of the last one.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class SendTemplate
{
    private const int Digits = 10;

    private readonly byte[] _record;
    private readonly int _invocationId;
    private readonly int _clientMsgId;

    /// <param name="run">Tells this run's messages from another's.</param>
    public SendTemplate(string chat, int sender, int run, int ciphertextChars)
    {
        var zeros = new string('0', Digits);
        var text = $$"""{"type":1,"invocationId":"{{zeros}}","target":"Send","arguments":[{"clientMsgId":"{{run:x8}}-{{sender >> 16:x4}}-{{sender & 0xffff:x4}}-0000-00{{zeros}}","chatId":"{{chat}}","ciphertext":"{{Ciphertext(ciphertextChars)}}"}]}""";
        _record = Encoding.UTF8.GetBytes(text);
        _invocationId = text.IndexOf(zeros, StringComparison.Ordinal);
        _clientMsgId = text.IndexOf($"-0000-00{zeros}", StringComparison.Ordinal) + "-0000-00".Length;
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Number(long number)
    {
        Write(number, _invocationId);
        Write(number, _clientMsgId);
        return _record;
    }

    private void Write(long number, int at) =>
        Utf8Formatter.TryFormat(number, _record.AsSpan(at, Digits), out _, new System.Buffers.StandardFormat('D', Digits));

    private static string Ciphertext(int chars) => new('A', chars / 4 * 4);
}
