using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Typing;

/// <summary>
/// <c>Typing</c>: who types where, on all connections of this gateway. That someone types is told when it begins and, while it
/// is repeated, again every <see cref="RepeatAfter"/>; that it ended once: when it is said, when
/// <see cref="Limits.TypingExpires"/> has passed without a repetition, or with the connection.
/// </summary>
/// <remarks>At most <see cref="MaxChats"/> chats a connection: for one more, its oldest ends. One timer for all, set for the
/// one that ends first; since all live equally long, the order of the last repetitions is the order of the ends. The lock is
/// taken for some dictionary steps, and what is told under it is only queued.</remarks>
public sealed class TypingStates : IDisposable
{
    private const int MaxChats = 16;

    /// <summary>Half of its life: one that is lost is not noticed.</summary>
    private static readonly TimeSpan RepeatAfter = Limits.TypingExpires / 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<ClientConnection, List<LinkedListNode<State>>> _byConnection = [];
    private readonly LinkedList<State> _byEnd = new();
    private readonly TellTyping _tell;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public TypingStates(TellTyping tell, TimeProvider time)
    {
        _tell = tell;
        _time = time;
        _timer = time.CreateTimer(static states => ((TypingStates)states!).EndExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its place among the caller's others is fixed when this returns, and nothing is waited for.</summary>
    /// <exception cref="ChatException"><c>bad-request</c>.</exception>
    public void Take(ClientConnection connection, TypingRequest? request)
    {
        if (request is not { ChatId: { } chat, Typing: { } typing })
            throw ChatException.BadRequest("chatId and typing are needed.");
        // As one that nobody is a member of: nobody is told.
        if (chat.IsNone)
            return;

        lock (_lock)
        {
            if (typing)
                Begin(connection, chat);
            else if (Find(connection, chat) is { } node)
                End(node);
        }
    }

    /// <summary>The connection is gone, and no invocation of it comes any more.</summary>
    public void End(ClientConnection connection)
    {
        lock (_lock)
        {
            while (_byConnection.TryGetValue(connection, out var nodes))
                End(nodes[0]);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Begin(ClientConnection connection, ChatId chat)
    {
        var now = _time.GetTimestamp();
        if (Find(connection, chat) is { } standing)
        {
            standing.Value.RepeatedAt = now;
            _byEnd.Remove(standing);
            _byEnd.AddLast(standing);
            if (_time.GetElapsedTime(standing.Value.ToldAt, now) < RepeatAfter)
                return;

            standing.Value.ToldAt = now;
            Tell(standing.Value, typing: true);
            return;
        }

        if (!_byConnection.TryGetValue(connection, out var nodes))
            _byConnection.Add(connection, nodes = []);
        else if (nodes.Count >= MaxChats)
            End(nodes.MinBy(node => node.Value.RepeatedAt)!);

        var state = new State(connection, chat) { RepeatedAt = now, ToldAt = now };
        nodes.Add(_byEnd.AddLast(state));
        Tell(state, typing: true);
        if (_byEnd.Count == 1)
            _timer.Change(Limits.TypingExpires, Timeout.InfiniteTimeSpan);
    }

    private void End(LinkedListNode<State> node)
    {
        var nodes = _byConnection[node.Value.Connection];
        nodes.Remove(node);
        if (nodes.Count == 0)
            _byConnection.Remove(node.Value.Connection);
        _byEnd.Remove(node);
        Tell(node.Value, typing: false);
    }

    private void EndExpired()
    {
        lock (_lock)
        {
            while (_byEnd.First is { } first)
            {
                var left = Limits.TypingExpires - _time.GetElapsedTime(first.Value.RepeatedAt);
                if (left > TimeSpan.Zero)
                {
                    _timer.Change(left, Timeout.InfiniteTimeSpan);
                    return;
                }

                End(first);
            }
        }
    }

    private LinkedListNode<State>? Find(ClientConnection connection, ChatId chat) =>
        _byConnection.GetValueOrDefault(connection)?.Find(node => node.Value.Chat == chat);

    private void Tell(State state, bool typing)
    {
        var (user, device, _) = state.Connection.Caller;
        _tell(new TypingItem { ChatId = state.Chat.Value, UserId = user.Value, DeviceId = device.Value, Typing = typing });
    }

    private sealed class State(ClientConnection connection, ChatId chat)
    {
        public ClientConnection Connection { get; } = connection;

        public ChatId Chat { get; } = chat;

        /// <summary>Timestamps.</summary>
        public long RepeatedAt { get; set; }

        public long ToldAt { get; set; }
    }
}
