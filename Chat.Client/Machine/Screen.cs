using Chat.Client.Composing;
using Chat.Client.Opening;
using Chat.Client.Watching;

namespace Chat.Client.Machine;

/// <summary>What the screen shows beside the messages, as far as the server is to know or to tell.</summary>
internal sealed class Screen(IClientOutput output, TimeProvider time, long started, Random random)
{
    public OpenChats Open { get; } = new(output, time, started, random);

    public WatchedUsers Watched { get; } = new(output, time, started, random);

    public Typists Typists { get; } = new(output, time, started);

    public OwnTyping Typing { get; } = new(output, time, started);

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => Due.Earliest(Open.NextDue, Watched.NextDue, Typists.NextDue);

    /// <summary>The chats that are open have been told before.</summary>
    public void Connected()
    {
        Watched.Connected();
        Typing.Connected();
    }

    public void Disconnected()
    {
        Open.Disconnected();
        Watched.Disconnected();
        Typing.Disconnected();
    }

    public void Turn()
    {
        Open.Turn();
        Watched.Turn();
        Typists.Turn();
    }
}
