using Chat.Contracts.Hub;

namespace Chat.Client.Applying;

/// <summary>One step of what the application is told, in order.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    public sealed record OfMessage(Message Message) : Delivery;

    /// <summary>Nothing to tell: the cursor may stand here.</summary>
    public sealed record OfCursor(Cursor Cursor) : Delivery;

    public sealed record OfReceipt(Receipt Receipt) : Delivery;

    public sealed record OfChange(ChatChanged Change) : Delivery;

    public sealed record OfHeads(Heads Heads) : Delivery;

    public sealed record OfTyping(Typing Typing) : Delivery;

    public sealed record OfPresence(UserPresence Presence) : Delivery;
}
