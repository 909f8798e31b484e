using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Gateway.Sending;

/// <summary>
/// The order of one connection's sends, chat by chat: sends of a chat travel in one lane while any is under way, and wait
/// for those when it is to be another lane: the chat's owner has changed meanwhile, or what carries media takes turns with what
/// does not. When one is <c>unavailable</c>, the later ones under way to that
/// chat fail so too (the client resends them in order); what is invoked after that begins anew.
/// </summary>
/// <remarks>Lock order: this lock, then the lane's. Bounded by the connection's parallel invocations.</remarks>
/// <param name="ownerOf">The lane of a chat's present owner, for what carries media or for what does not; null when no replica
/// is known.</param>
public sealed class SendOrder(Func<ChatId, bool, WriteLane?> ownerOf)
{
    private static readonly SendResult Unavailable = new() { Error = ErrorCodes.Unavailable };

    private readonly Lock _lock = new();
    private readonly Dictionary<ChatId, Chain> _chains = [];
    private TaskCompletionSource? _idle;

    /// <summary>Fixes the send's place before it returns; the answer comes later.</summary>
    public Task<SendResult> SendAsync(SendItem item)
    {
        var chat = new ChatId(item.ChatId);
        lock (_lock)
        {
            var owner = ownerOf(chat, item.MediaIds.Count > 0);
            if (!_chains.TryGetValue(chat, out var chain))
            {
                if (owner is null)
                    return Task.FromResult(Unavailable);
                _chains[chat] = chain = new Chain(owner);
            }

            var send = new PendingSend(item, (send, result) => Settled(chat, chain, send, result));
            if (chain.Refusing)
                send.Reply(Unavailable);
            else if (chain.Waiting.Count > 0 || owner != chain.Lane)
                chain.Waiting.Enqueue(send);
            else if (!chain.TryAdd(send))
                Refuse(chat, chain, send);
            return send.Answer;
        }
    }

    /// <summary>Ends when no send is under way.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
        {
            if (_chains.Count == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private void Settled(ChatId chat, Chain chain, PendingSend send, SendResult? result)
    {
        lock (_lock)
        {
            var answer = result ?? Unavailable;
            send.Reply(answer);
            chain.UnderWay.Remove(send);
            // A chain that broke stands no longer in the table; its other sends have their answer.
            if (!_chains.TryGetValue(chat, out var standing) || standing != chain)
                return;

            if (answer.Error == ErrorCodes.Unavailable)
                Break(chat, chain);
            else if (chain.UnderWay.Count == 0)
                Continue(chat, chain);
        }
    }

    /// <summary>The lane is full. Until the chain's earlier ones are answered, later ones are refused too: one that found
    /// room again would overtake.</summary>
    private void Refuse(ChatId chat, Chain chain, PendingSend send)
    {
        send.Reply(Unavailable);
        if (chain.UnderWay.Count > 0)
            chain.Refusing = true;
        else
            Remove(chat);
    }

    private void Break(ChatId chat, Chain chain)
    {
        foreach (var later in chain.UnderWay.Concat(chain.Waiting))
            later.Reply(Unavailable);
        Remove(chat);
    }

    /// <summary>Nothing is under way: those that waited for that go to whoever owns the chat now, up to the next one that goes
    /// elsewhere.</summary>
    private void Continue(ChatId chat, Chain chain)
    {
        if (chain.Waiting.Count == 0)
        {
            Remove(chat);
            return;
        }

        chain.Refusing = false;
        while (chain.Waiting.TryPeek(out var send))
        {
            var owner = ownerOf(chat, send.Item.MediaIds.Count > 0);
            if (chain.UnderWay.Count > 0 && owner != chain.Lane)
                return;
            if (owner is null)
            {
                Break(chat, chain);
                return;
            }

            chain.Lane = owner;
            chain.Waiting.Dequeue();
            if (chain.TryAdd(send))
                continue;
            Refuse(chat, chain, send);
            while (chain.Waiting.TryDequeue(out var later))
                later.Reply(Unavailable);
        }
    }

    private void Remove(ChatId chat)
    {
        _chains.Remove(chat);
        if (_chains.Count == 0 && _idle is not null)
        {
            _idle.SetResult();
            _idle = null;
        }
    }

    private sealed class Chain(WriteLane lane)
    {
        public WriteLane Lane { get; set; } = lane;

        /// <summary>Given to the lane and not answered, in order.</summary>
        public List<PendingSend> UnderWay { get; } = [];

        /// <summary>To be sent by another lane once <see cref="UnderWay"/> is empty.</summary>
        public Queue<PendingSend> Waiting { get; } = new();

        public bool Refusing { get; set; }

        public bool TryAdd(PendingSend send)
        {
            if (!Lane.TryAdd(send))
                return false;
            UnderWay.Add(send);
            return true;
        }
    }
}
