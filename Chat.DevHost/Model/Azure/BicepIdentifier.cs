using System.Text.RegularExpressions;

namespace Aspire.Hosting.Azure;

/// <summary>What Bicep takes as a name.</summary>
internal static partial class BicepIdentifier
{
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Checked(string name) =>
        Form().IsMatch(name)
            ? name
            : throw new ArgumentException(
                $"'{name}' is no name in Bicep: letters, digits and underscores, not beginning with a digit.", nameof(name));

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
