using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Composing;

/// <summary>
/// Who of the others is typing: until it is said that it is over, or for 6 s without a repetition. Of more than
/// <see cref="MaxKnown"/> at once the further ones are not shown.
/// </summary>
internal sealed class Typists(IClientOutput output, TimeProvider time, long started)
{
    private const int MaxKnown = 256;

    private readonly Dictionary<(ChatId Chat, UserId User), TimeSpan> _until = [];

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _until.Count == 0 ? null : _until.Values.Min();

    private TimeSpan Clock => time.GetElapsedTime(started);

    public void Told(Typing typing)
    {
        var typist = (typing.ChatId, typing.UserId);
        if (!typing.IsTyping)
        {
            if (_until.Remove(typist))
                output.ShowTyping(typing);
            return;
        }

        var known = _until.ContainsKey(typist);
        if (!known && _until.Count >= MaxKnown)
            return;
        _until[typist] = Clock + Limits.TypingExpires;
        if (!known)
            output.ShowTyping(typing);
    }

    public void Turn()
    {
        if (_until.Count == 0)
            return;

        var now = Clock;
        foreach (var (chat, user) in _until.Where(typist => typist.Value <= now).Select(typist => typist.Key).ToArray())
        {
            _until.Remove((chat, user));
            output.ShowTyping(new Typing(chat, user, IsTyping: false));
        }
    }
}
