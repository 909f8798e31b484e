namespace Aspire.Hosting;

/// <summary>A resource's name as part of an environment variable's.</summary>
internal static class VariableName
{
    public static string Of(string name)
    {
        var letters = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
        return letters.Length > 0 && char.IsAsciiDigit(letters[0]) ? $"_{letters}" : letters;
    }
}
