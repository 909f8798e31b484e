using Chat.Contracts;
using Chat.Contracts.Errors;

namespace Chat.Messaging.Requests;

/// <summary>Text that people read: a title, a display name, a device's name. Up to <see cref="Limits.MaxTitle"/>
/// characters, no control characters (Postgres would refuse NUL).</summary>
public static class Label
{
    /// <summary>Blank text is null, as absent text is.</summary>
    public static string? Check(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > Limits.MaxTitle)
            throw ChatException.BadRequest($"{name} is longer than {Limits.MaxTitle} characters.");
        if (text.Any(char.IsControl))
            throw ChatException.BadRequest($"{name} contains control characters.");
        return text;
    }

    public static string Require(string name, string? text) => Check(name, text) ?? throw ChatException.BadRequest($"{name} is missing.");
}
