namespace Chat.Contracts.Ids;

/// <summary>The one codec of ids: prefix, then the value in base 62, 11 digits, zero-padded, most significant first.</summary>
public static class IdText
{
    /// <summary>62^11 is more than 2^63, so that every positive id has this many digits.</summary>
    public const int Digits = 11;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Write<T>(T id)
        where T : struct, IId<T> =>
        string.Create(T.Prefix.Length + Digits, id, static (span, id) =>
        {
            T.Prefix.CopyTo(span);
            WriteDigits(span[T.Prefix.Length..], id.Value);
        });

    public static bool TryRead<T>(ReadOnlySpan<char> text, out T id)
        where T : struct, IId<T>
    {
        id = default;
        if (text.Length != T.Prefix.Length + Digits || !text.StartsWith(T.Prefix, StringComparison.Ordinal))
            return false;
        if (!TryReadDigits(text[T.Prefix.Length..], out var value) || value == 0)
            return false;

        id = T.From(value);
        return true;
    }

    /// <summary>Fills the whole span, zero-padded.</summary>
    public static void WriteDigits(Span<char> span, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (var i = span.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 62);
            span[i] = Alphabet[(int)digit];
        }
    }

    public static bool TryReadDigits(ReadOnlySpan<char> span, out long value)
    {
        value = 0;
        if (span.IsEmpty || span.Length > Digits)
            return false;

        var sum = UInt128.Zero;
        foreach (var c in span)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            sum = (sum * 62) + (uint)digit;
        }

        if (sum > long.MaxValue)
            return false;

        value = (long)sum;
        return true;
    }
}
