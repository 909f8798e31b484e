using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Chat.Contracts.Errors;

namespace Chat.Messaging.Users;

/// <summary>3 to 32 characters of a-z, A-Z, 0-9, <c>_ . -</c>, the first a letter or digit; unique regardless of case.</summary>
public static partial class UserNames
{
    public static bool IsAllowed([NotNullWhen(true)] string? userName) => userName is not null && Allowed().IsMatch(userName);

    public static string Check(string? userName) =>
        IsAllowed(userName)
            ? userName
            : throw new ChatException(
                ErrorCodes.BadUserName, "A user name has 3 to 32 letters, digits or _.- and begins with a letter or digit.");

    /// <summary>What names are unique by.</summary>
    public static string Key(string userName) => userName.ToLowerInvariant();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]{2,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
