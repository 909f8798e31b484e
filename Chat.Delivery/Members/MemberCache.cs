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
    private readonly Dictionary<ChatId, LinkedListNode<(ChatId Chat, Membership Membership)>> _chats = [];
    private readonly LinkedList<(ChatId Chat, Membership Membership)> _byUse = new();
    private long _members;

    public int Chats => _chats.Count;

    public bool TryGet(ChatId chat, [NotNullWhen(true)] out Membership? membership)
    {
        membership = null;
        if (!_chats.TryGetValue(chat, out var node))
            return false;

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        membership = node.Value.Membership;
        return true;
    }

    /// <summary>An older version than the one that is there changes nothing.</summary>
    public void Put(ChatId chat, Membership membership)
    {
        if (_chats.Remove(chat, out var before))
        {
            if (before.Value.Membership.Version > membership.Version)
                membership = before.Value.Membership;
            Remove(before);
        }

        _chats[chat] = _byUse.AddFirst((chat, membership));
        _members += Weight(membership);
        while (_members > capacity && _byUse.Last is { } last && last != _byUse.First)
        {
            _chats.Remove(last.Value.Chat);
            Remove(last);
        }
    }

    private void Remove(LinkedListNode<(ChatId Chat, Membership Membership)> node)
    {
        _byUse.Remove(node);
        _members -= Weight(node.Value.Membership);
    }

    /// <summary>A chat without members weighs too.</summary>
    private static int Weight(Membership membership) => membership.Members.Count + 1;
}
