using System.Diagnostics.CodeAnalysis;
using Chat.Contracts.Ids;

namespace Chat.Delivery.Members;

/// <summary>
/// The memberships of the chats that had events last, bounded by the sum of their members: full, the chat whose last
/// event is the longest ago goes. Owner: <see cref="Routing.Router"/>, which calls it from one place at a time.
/// </summary>
/// <param name="capacity">Members of all chats together; an entry takes 24 bytes a member. A chat with more members than
/// that is still kept while it is the last one used.</param>
internal sealed class MemberCache(int capacity)
{
    private readonly Dictionary<ChatId, LinkedListNode<KnownChat>> _chats = [];
    private readonly LinkedList<KnownChat> _byUse = new();
    private long _members;

    public int Chats => _chats.Count;

    public bool TryGet(ChatId chat, [NotNullWhen(true)] out KnownChat? known)
    {
        known = null;
        if (!_chats.TryGetValue(chat, out var node))
            return false;

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        known = node.Value;
        return true;
    }

    /// <summary>An older version than the one that is there changes nothing. What else is known of the chat stays.</summary>
    public void Put(ChatId chat, Membership membership)
    {
        if (TryGet(chat, out var known))
        {
            if (known.Membership.Version > membership.Version)
                return;
            _members += Weight(membership) - Weight(known.Membership);
            known.Membership = membership;
        }
        else
        {
            _chats[chat] = _byUse.AddFirst(new KnownChat(chat, membership));
            _members += Weight(membership);
        }

        while (_members > capacity && _byUse.Last is { } last && last != _byUse.First)
        {
            _chats.Remove(last.Value.Chat);
            _byUse.Remove(last);
            _members -= Weight(last.Value.Membership);
        }
    }

    /// <summary>A chat without members weighs too.</summary>
    private static int Weight(Membership membership) => membership.Members.Count + 1;
}
