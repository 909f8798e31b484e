using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;

namespace Chat.Client.Opening;

/// <summary>
/// The chats that the screen shows, told to each new connection before its first Sync. At most <see cref="Limits.MaxOpenChats"/>:
/// one more closes the one that was opened first.
/// </summary>
internal sealed class OpenChats(IClientOutput output, TimeProvider time, long started, Random random)
{
    private readonly OrderedDictionary<ChatId, Telling> _chats = [];
    private bool _connected;
    private int _failures;
    private TimeSpan? _retryAt;

    private enum Telling
    {
        Owed,
        UnderWay,
        Done,
    }

    /// <summary>Calls that are not answered yet.</summary>
    public bool AreBeingTold => _chats.ContainsValue(Telling.UnderWay);

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _connected ? _retryAt : null;

    private TimeSpan Clock => time.GetElapsedTime(started);

    public void Connected()
    {
        _connected = true;
        _failures = 0;
        Tell();
    }

    public void Disconnected()
    {
        _connected = false;
        _retryAt = null;
        foreach (var chat in _chats.Keys.ToArray())
            _chats[chat] = Telling.Owed;
    }

    public void Open(ChatId chat)
    {
        if (_chats.ContainsKey(chat))
            return;

        if (_chats.Count == Limits.MaxOpenChats)
            Close(_chats.GetAt(0).Key);
        _chats.Add(chat, Telling.Owed);
        if (_connected && _retryAt is null)
            Tell();
    }

    public void Close(ChatId chat)
    {
        if (_chats.Remove(chat, out var telling) && _connected && telling != Telling.Owed)
            output.CloseChat(chat);
    }

    /// <summary>The server pushes what is sent there from now on.</summary>
    public void Opened(ChatId chat)
    {
        _failures = 0;
        if (_chats.ContainsKey(chat))
            _chats[chat] = Telling.Done;
    }

    /// <summary>What was refused for good is open no more.</summary>
    public void Refused(ChatId chat, ChatException refusal)
    {
        if (!_chats.ContainsKey(chat))
            return;

        if (refusal.Code is ErrorCodes.Unavailable or ErrorCodes.RateLimited)
        {
            _chats[chat] = Telling.Owed;
            _retryAt ??= Clock + Backoff.Unavailable.Delay(_failures++, random.NextDouble());
        }
        else
        {
            _chats.Remove(chat);
        }
    }

    public void Turn()
    {
        if (_connected && _retryAt <= Clock)
            Tell();
    }

    private void Tell()
    {
        _retryAt = null;
        foreach (var chat in _chats.Where(chat => chat.Value == Telling.Owed).Select(chat => chat.Key).ToArray())
        {
            _chats[chat] = Telling.UnderWay;
            output.OpenChat(chat);
        }
    }
}
