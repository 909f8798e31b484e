using System.Diagnostics.CodeAnalysis;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Applying;

/// <summary>
/// How far this device is in one chat. Invariants: everything up to <see cref="Applied"/> is delivered or known not to exist;
/// <see cref="Applied"/> + 1 is never held; <see cref="Applied"/> falls only in <see cref="TryReturn"/>.
/// </summary>
internal sealed class ChatProgress(ChatId chat, long applied)
{
    private SortedDictionary<long, Message>? _ahead;
    private long? _passedFrom;

    public ChatId Chat { get; } = chat;

    public long Applied { get; private set; } = applied;

    /// <summary>The highest seq known to exist.</summary>
    public long Head { get; private set; } = applied;

    /// <summary>The highest seq that was pushed: pushes are in order, so that what is missing below it is lost, or an own send.</summary>
    public long HighestPush { get; private set; }

    /// <summary>When to ask for what is missing; null while nothing is.</summary>
    public TimeSpan? AskAt { get; set; }

    /// <summary>To be asked for although nothing is known to be missing.</summary>
    public bool AskAnyway { get; set; }

    public bool IsBehind => Applied < Head;

    public bool Has(long seq) => seq <= Applied || _ahead?.ContainsKey(seq) == true;

    public void LearnHead(long seq) => Head = Math.Max(Head, seq);

    public void LearnPush(long seq)
    {
        LearnHead(seq);
        HighestPush = Math.Max(HighestPush, seq);
    }

    /// <summary>Keeps a message until what is before it has come.</summary>
    public void Hold(Message message) => (_ahead ??= []).Add(message.Seq, message);

    /// <summary>This message is delivered.</summary>
    public void Advance(long seq)
    {
        _passedFrom = null;
        Applied = seq;
        LearnHead(seq);
    }

    /// <summary>What is missing up to this seq does not exist for this user.</summary>
    public void Pass(long seq)
    {
        if (seq <= Applied)
            return;
        _passedFrom ??= Applied;
        Applied = seq;
        LearnHead(seq);
    }

    /// <summary>The user comes back to the chat. A Sync that ran between the removal and the return brought nothing, and what was
    /// passed over by it is to be seen again: the device stands where it last was delivered something.</summary>
    public bool TryReturn()
    {
        if (_passedFrom is not { } seq)
            return false;
        _passedFrom = null;
        Applied = seq;
        return true;
    }

    /// <summary>Takes the lowest held message if its seq is not above.</summary>
    public bool TryTakeHeld(long through, [NotNullWhen(true)] out Message? message)
    {
        message = null;
        if (_ahead is null || _ahead.Count == 0)
            return false;

        var (seq, lowest) = _ahead.First();
        if (seq > through)
            return false;

        _ahead.Remove(seq);
        message = lowest;
        return true;
    }
}
