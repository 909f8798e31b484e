using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests.Server;

/// <summary>Chats, members, messages and connections under one lock. Pushes go out in the order of seq.</summary>
internal sealed class FakeChats(IHubContext<FakeHub> hub) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private readonly Dictionary<ChatId, (HashSet<UserId> Members, List<Message> Messages)> _chats = [];
    private readonly Dictionary<DeviceId, (UserId User, string Connection, HubCallerContext Context)> _devices = [];
    private long _lastChat = 1_000;

    /// <summary>Whether to swallow the push of this message to this device.</summary>
    public Func<Message, DeviceId, bool> LosesPush { get; set; } = (_, _) => false;

    /// <summary>What to throw instead of storing; null to store. Asked in the order of invocation.</summary>
    public Func<SendRequest, HubException?> RefusesSend { get; set; } = _ => null;

    /// <summary>Whether to break the connection after storing, before the ACK.</summary>
    public Func<SendRequest, bool> BreaksBeforeAck { get; set; } = _ => false;

    public ConcurrentQueue<SendRequest> Sends { get; } = [];

    public ConcurrentQueue<SyncRequest> Syncs { get; } = [];

    public ConcurrentQueue<ReceiptRequest> Receipts { get; } = [];

    public ConcurrentQueue<TypingRequest> Typing { get; } = [];

    public ConcurrentQueue<WatchRequest> Watches { get; } = [];

    /// <summary>Calls that are remembered in their order; a Sync is one of them.</summary>
    public ConcurrentQueue<(string Method, ChatId? Chat)> Calls { get; } = [];

    public ConcurrentQueue<string> Renewals { get; } = [];

    public int Connections => _devices.Count;

    public ChatSummary Create(UserId owner, CreateChatRequest request)
    {
        var id = new ChatId(Interlocked.Increment(ref _lastChat));
        var members = new HashSet<UserId>(request.Members ?? []) { owner };
        _lock.Wait();
        _chats.Add(id, (members, []));
        _lock.Release();
        return new ChatSummary(id, request.Type!, request.Title, "owner", members.Count, 1, 0, 0, 0, 0, null);
    }

    public IReadOnlyList<Message> After(ChatId chat, long after, int limit)
    {
        _lock.Wait();
        try
        {
            return [.. _chats[chat].Messages.Where(message => message.Seq > after).Take(limit)];
        }
        finally
        {
            _lock.Release();
        }
    }

    public async Task ConnectAsync(UserId user, DeviceId device, HubCallerContext context)
    {
        await _lock.WaitAsync();
        if (_devices.TryGetValue(device, out var old))
        {
            await hub.Clients.Client(old.Connection).SendAsync(HubEvents.Closing, new Closing(CloseReasons.Replaced, null));
            old.Context.Abort();
        }

        _devices[device] = (user, context.ConnectionId, context);
        _lock.Release();
    }

    public async Task DisconnectAsync(DeviceId device, string connection)
    {
        await _lock.WaitAsync();
        if (_devices.TryGetValue(device, out var present) && present.Connection == connection)
            _devices.Remove(device);
        _lock.Release();
    }

    public async Task<SendAck> SendAsync(UserId user, DeviceId device, HubCallerContext context, SendRequest request)
    {
        await _lock.WaitAsync();
        try
        {
            Sends.Enqueue(request);
            if (RefusesSend(request) is { } refusal)
                throw refusal;
            var chat = request.ChatId!.Value;
            var (members, messages) = _chats[chat];
            var message = messages.FirstOrDefault(old => old.ClientMsgId == request.ClientMsgId && old.From == user);
            if (message is null)
            {
                var seq = messages.Count + 1;
                message = new Message(
                    new MessageId(chat, seq), chat, seq, request.Kind ?? "message", request.RefSeq, user, device,
                    request.ClientMsgId, request.Ciphertext!, request.MediaIds ?? [], WireTime.Of(TimeProvider.System.GetUtcNow()));
                messages.Add(message);
                foreach (var (receiver, (member, connection, _)) in _devices)
                {
                    if (receiver != device && members.Contains(member) && !LosesPush(message, receiver))
                        await hub.Clients.Client(connection).SendAsync(HubEvents.Message, message);
                }
            }

            if (BreaksBeforeAck(request))
                context.Abort();
            return new SendAck(message.ClientMsgId, message.ServerMsgId, message.ChatId, message.Seq, message.SentAt);
        }
        finally
        {
            _lock.Release();
        }
    }

    public async IAsyncEnumerable<Message> SyncAsync(
        UserId user, SyncRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Syncs.Enqueue(request);
        Calls.Enqueue((HubMethods.Sync, null));
        var cursors = (request.Cursors ?? []).ToDictionary(cursor => cursor.ChatId, cursor => cursor.Seq);
        await _lock.WaitAsync(cancellationToken);
        var found = _chats
            .Where(chat => chat.Value.Members.Contains(user) && (!request.Only || cursors.ContainsKey(chat.Key)))
            .SelectMany(chat => chat.Value.Messages.Where(message => message.Seq > cursors.GetValueOrDefault(chat.Key)))
            .ToArray();
        _lock.Release();
        foreach (var message in found)
            yield return message;
    }

    public Heads HeadsOf(UserId user)
    {
        _lock.Wait();
        try
        {
            return new Heads([.. _chats.Where(chat => chat.Value.Members.Contains(user))
                .Select(chat => new Head(chat.Key, chat.Value.Messages.Count, 0, 1))]);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Says why and closes, as a server does.</summary>
    public async Task CloseAsync(DeviceId device, Closing closing)
    {
        var (_, connection, context) = _devices[device];
        await hub.Clients.Client(connection).SendAsync(HubEvents.Closing, closing);
        context.Abort();
    }

    public Task TellAsync(DeviceId device, string name, object payload) =>
        hub.Clients.Client(_devices[device].Connection).SendAsync(name, payload);

    public void Abort(DeviceId device) => _devices[device].Context.Abort();

    public void Dispose() => _lock.Dispose();

    /// <summary>Breaks every connection without a word.</summary>
    public void AbortAll()
    {
        _lock.Wait();
        foreach (var (_, _, context) in _devices.Values)
            context.Abort();
        _lock.Release();
    }
}
