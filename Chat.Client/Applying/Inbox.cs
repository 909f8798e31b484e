using Chat.Client.Machine;
using Chat.Contracts.Hub;

namespace Chat.Client.Applying;

/// <summary>
/// Brings messages into order. Holds at most <paramref name="limit"/> messages that the application has not handled yet
/// (waiting for it, or for a gap); beyond that arrivals are refused, and a Sync brings them once there is room.
/// </summary>
internal sealed class Inbox(IClientOutput output, int limit)
{
    private long _held;

    public bool HasRoom => _held < limit;

    /// <summary>Enough room that it is worth asking for more.</summary>
    public bool HasAmpleRoom => _held <= limit / 2;

    /// <summary>Takes a message that the chat does not have: delivers it, and what waited for it, or holds it.</summary>
    public void Take(ChatProgress chat, Message message)
    {
        chat.LearnHead(message.Seq);
        _held++;
        if (message.Seq == chat.Applied + 1)
        {
            Deliver(chat, message);
            DeliverContiguous(chat);
        }
        else
        {
            chat.Hold(message);
        }
    }

    /// <summary>Nothing that is missing up to this seq exists for this user.</summary>
    public void CloseThrough(ChatProgress chat, long seq)
    {
        if (seq <= chat.Applied)
            return;

        while (chat.TryTakeHeld(seq, out var message))
            Deliver(chat, message);
        chat.MoveTo(Math.Max(seq, chat.Applied));
        DeliverContiguous(chat);
    }

    /// <summary>The application is done with that many.</summary>
    public void Handled(int count) => _held -= count;

    private void DeliverContiguous(ChatProgress chat)
    {
        while (chat.TryTakeHeld(chat.Applied + 1, out var message))
            Deliver(chat, message);
    }

    private void Deliver(ChatProgress chat, Message message)
    {
        chat.MoveTo(message.Seq);
        output.Deliver(message);
    }
}
