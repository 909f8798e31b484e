using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Ids;

namespace Chat.Client.Composing;

/// <summary>
/// Tells the others that the user is typing: at once, and of what the application says again every <see cref="RepeatAfter"/>
/// only, which keeps it from expiring at theirs. Offline nothing is told, then or later.
/// </summary>
internal sealed class OwnTyping(IClientOutput output, TimeProvider time, long started)
{
    private static readonly TimeSpan RepeatAfter = Limits.TypingExpires / 2;

    private readonly Dictionary<ChatId, TimeSpan> _told = [];
    private bool _connected;

    public void Connected() => _connected = true;

    public void Disconnected()
    {
        _connected = false;
        _told.Clear();
    }

    public void Say(ChatId chat, bool typing)
    {
        if (!_connected)
            return;

        var now = time.GetElapsedTime(started);
        foreach (var expired in _told.Where(told => told.Value + Limits.TypingExpires <= now).Select(told => told.Key).ToArray())
            _told.Remove(expired);

        var isTold = _told.TryGetValue(chat, out var at);
        if (typing && (!isTold || at + RepeatAfter <= now))
        {
            _told[chat] = now;
            output.Typing(chat, typing: true);
        }
        else if (!typing && isTold)
        {
            _told.Remove(chat);
            output.Typing(chat, typing: false);
        }
    }
}
