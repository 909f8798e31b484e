using Chat.Contracts.Errors;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Connections;

/// <summary>Reads the protocol's <c>code: sentence</c> out of what SignalR makes of it.</summary>
internal static class HubErrors
{
    private const string Marker = "HubException: ";

    /// <summary>A refusal without a code of its own is <c>unavailable</c>: nothing is known of what was done.</summary>
    public static ChatException Read(HubException exception)
    {
        var text = exception.Message;
        var marker = text.IndexOf(Marker, StringComparison.Ordinal);
        if (marker >= 0)
            text = text[(marker + Marker.Length)..];

        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && !text.AsSpan(0, colon).ContainsAnyExcept(CodeCharacters)
            ? new ChatException(text[..colon], text[(colon + 2)..], exception)
            : ChatException.Unavailable(text, exception);
    }

    private static readonly System.Buffers.SearchValues<char> CodeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
