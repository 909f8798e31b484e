using Chat.Contracts.Hub;

namespace Chat.Client;

/// <summary>
/// Set before connecting: what the application does with what the client tells it, one call at a time. A handler that throws
/// is called again with the same, after a pause: the order allows no skipping. Messages come each once and per chat in order,
/// own ones included; after a crash those come again that were handled after the cursor was last saved.
/// </summary>
public sealed class ChatHandlers
{
    public Func<Message, CancellationToken, ValueTask>? Message { get; set; }

    /// <summary>Others' watermarks, and those of the user's other devices, as they move on. May be missed while offline; the account can list them.</summary>
    public Func<Receipt, CancellationToken, ValueTask>? Receipt { get; set; }

    /// <summary>May be missed while offline: <see cref="Heads"/> then shows a higher version of the chat.</summary>
    public Func<ChatChanged, CancellationToken, ValueTask>? ChatChanged { get; set; }

    /// <summary>The chats' heads, versions and the user's read watermarks, each 30 s as far as they changed.</summary>
    public Func<Heads, CancellationToken, ValueTask>? Heads { get; set; }

    /// <summary>Another member began to type, or ended: by saying so, or by saying nothing for 6 s.</summary>
    public Func<Typing, CancellationToken, ValueTask>? Typing { get; set; }

    /// <summary>How a watched user is: with the watch, after each reconnect, and when it changes.</summary>
    public Func<UserPresence, CancellationToken, ValueTask>? Presence { get; set; }
}
