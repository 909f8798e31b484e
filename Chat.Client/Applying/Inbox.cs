using System.Diagnostics.CodeAnalysis;
using Chat.Client.Machine;
using Chat.Contracts.Hub;

namespace Chat.Client.Applying;

/// <summary>
/// Brings messages into order. Bounded twice by <paramref name="limit"/>: messages that the application has not handled yet,
/// and messages that wait for a gap to close (which may then all become the application's, so that at most twice the limit
/// is with it). Beyond that arrivals are refused, and a Sync brings them once there is room. The two are counted apart: a
/// gap that holds back many must not keep the Sync from being asked that closes it.
/// </summary>
internal sealed class Inbox(IClientOutput output, int limit)
{
    private long _unhandled;
    private long _ahead;

    /// <summary>Enough room that it is worth asking for more.</summary>
    public bool HasAmpleRoom => _unhandled <= limit / 2;

    public bool HasRoomFor(ChatProgress chat, long seq) => seq == chat.Applied + 1 ? _unhandled < limit : _ahead < limit;

    /// <summary>Takes a message that the chat does not have: delivers it, and what waited for it, or holds it.</summary>
    public void Take(ChatProgress chat, Message message)
    {
        chat.LearnHead(message.Seq);
        if (message.Seq == chat.Applied + 1)
        {
            Deliver(chat, message);
            DeliverHeld(chat);
        }
        else
        {
            _ahead++;
            chat.Hold(message);
        }
    }

    /// <summary>Nothing that is missing up to this seq exists for this user.</summary>
    public void CloseThrough(ChatProgress chat, long seq)
    {
        if (seq <= chat.Applied)
            return;

        while (TryTakeHeld(chat, seq, out var message))
            Deliver(chat, message);
        chat.Pass(seq);
        DeliverHeld(chat);
    }

    /// <summary>The application is done with that many.</summary>
    public void Handled(int count) => _unhandled -= count;

    private void DeliverHeld(ChatProgress chat)
    {
        while (TryTakeHeld(chat, chat.Applied + 1, out var message))
            Deliver(chat, message);
    }

    private bool TryTakeHeld(ChatProgress chat, long through, [NotNullWhen(true)] out Message? message)
    {
        if (!chat.TryTakeHeld(through, out message))
            return false;
        _ahead--;
        return true;
    }

    private void Deliver(ChatProgress chat, Message message)
    {
        _unhandled++;
        chat.Advance(message.Seq);
        output.Deliver(message);
    }
}
