using Chat.Contracts.Errors;

namespace Chat.Messaging.Users;

/// <summary>8 to 128 characters and not the user name.</summary>
public static class PasswordRules
{
    /// <summary>Hashing takes time with the length.</summary>
    public const int Longest = 128;

    private const int Shortest = 8;

    public static string Check(string? password, string userName) =>
        password is { Length: >= Shortest and <= Longest } && !password.Equals(userName, StringComparison.OrdinalIgnoreCase)
            ? password
            : throw new ChatException(
                ErrorCodes.WeakPassword, $"A password has {Shortest} to {Longest} characters and is not the user name.");
}
