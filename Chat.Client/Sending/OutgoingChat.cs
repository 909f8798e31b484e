using Chat.Contracts.Ids;

namespace Chat.Client.Sending;

/// <summary>The sends of one chat, in their order.</summary>
internal sealed class OutgoingChat(ChatId chat)
{
    public ChatId Chat { get; } = chat;

    public LinkedList<OutgoingSend> Sends { get; } = [];

    public int InFlight { get; set; }

    /// <summary>
    /// After a send was <c>unavailable</c> none leaves before this, nor before all under way are answered: a later one must
    /// not be stored before an earlier one.
    /// </summary>
    public TimeSpan? HeldUntil { get; set; }

    public int Failures { get; set; }

    /// <summary>Whether it stands in the line for a place in the window.</summary>
    public bool InLine { get; set; }

    public OutgoingSend? NextToStart => HeldUntil is null ? Sends.FirstOrDefault(send => !send.InFlight) : null;
}
