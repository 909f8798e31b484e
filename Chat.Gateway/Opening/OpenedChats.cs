using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Opening;

/// <summary>
/// What the connections of this gateway have open, by connection and, for the chats whose being open is entered in the
/// registry (channels), by chat.
/// </summary>
/// <remarks>Its lock also orders the writes to the registry: they are sent, not awaited, while it is held. Nothing else is taken
/// under it.</remarks>
public sealed class OpenedChats
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ClientConnection, Dictionary<ChatId, OpenedChat>> _byConnection = [];
    private readonly Dictionary<ChatId, HashSet<OpenedChat>> _channels = [];
    private readonly HashSet<ChatId> _left = [];
    private List<OpenedChat> _suspended = [];

    /// <summary>Raised, under no lock, when there is something for <see cref="OpenChatUpkeep"/> to do before its time.</summary>
    public event Action? Due;

    /// <summary>A new entry, not active yet, or the one that the connection has already.</summary>
    /// <exception cref="ChatException"><c>bad-request</c>: too many are open; <c>unavailable</c>: the connection is ending.</exception>
    public OpenedChat Begin(ClientConnection connection, ChatId chat)
    {
        lock (_lock)
        {
            // Its entries are taken out after its end is marked.
            if (connection.CloseReason is not null)
                throw ChatException.Unavailable("The connection is being closed.");
            if (!_byConnection.TryGetValue(connection, out var opened))
                _byConnection[connection] = opened = [];
            if (opened.TryGetValue(chat, out var entry))
                return entry;
            if (opened.Count >= Limits.MaxOpenChats)
                throw ChatException.BadRequest($"At most {Limits.MaxOpenChats} chats are open at once.");
            return opened[chat] = new OpenedChat(connection, chat);
        }
    }

    /// <summary>The chat is a channel: it is pushed to by <see cref="Of"/> once the entry is active.</summary>
    /// <param name="write">Sends the gateway's entry to the registry.</param>
    public Task EnterAsync(OpenedChat entry, Func<ChatId, Task> write)
    {
        lock (_lock)
        {
            if (entry.IsClosed)
                return Task.CompletedTask;
            if (!_channels.TryGetValue(entry.Chat, out var entries))
                _channels[entry.Chat] = entries = [];
            entries.Add(entry);
            return write(entry.Chat);
        }
    }

    /// <summary>The user is a member. False: the entry was closed meanwhile.</summary>
    public bool Activate(OpenedChat entry, long firstSeq)
    {
        lock (_lock)
        {
            if (entry.IsClosed)
                return false;

            entry.FirstSeq = firstSeq;
            entry.IsActive = !entry.IsDoubted;
            if (entry.IsActive)
                return true;

            entry.IsDoubted = false;
            _suspended.Add(entry);
        }

        Due?.Invoke();
        return true;
    }

    public void Close(ClientConnection connection, ChatId chat)
    {
        lock (_lock)
        {
            if (!_byConnection.TryGetValue(connection, out var opened) || !opened.Remove(chat, out var entry))
                return;
            if (opened.Count == 0)
                _byConnection.Remove(connection);
            Leave(entry);
        }

        Due?.Invoke();
    }

    /// <summary>The connection has ended.</summary>
    public void CloseAll(ClientConnection connection)
    {
        lock (_lock)
        {
            if (!_byConnection.Remove(connection, out var opened))
                return;
            foreach (var entry in opened.Values)
                Leave(entry);
        }

        Due?.Invoke();
    }

    /// <summary>The active entries of a channel.</summary>
    public IReadOnlyList<OpenedChat> Of(ChatId chat)
    {
        lock (_lock)
            return _channels.TryGetValue(chat, out var entries) ? [.. entries.Where(entry => entry.IsActive)] : [];
    }

    /// <summary>Pushes may have been lost, and a removal among them: nothing goes to any entry before its member is
    /// checked again.</summary>
    public void Suspend()
    {
        lock (_lock)
        {
            foreach (var entry in _byConnection.Values.SelectMany(opened => opened.Values))
            {
                // Of those that are being checked, the check is not believed.
                entry.IsDoubted = !entry.IsActive;
                if (!entry.IsActive || !_channels.ContainsKey(entry.Chat))
                    continue;
                entry.IsActive = false;
                _suspended.Add(entry);
            }

            if (_suspended.Count == 0)
                return;
        }

        Due?.Invoke();
    }

    /// <summary>Those to be checked again; they are the caller's from now on.</summary>
    public IReadOnlyList<OpenedChat> TakeSuspended()
    {
        lock (_lock)
        {
            var suspended = _suspended;
            _suspended = [];
            return suspended;
        }
    }

    /// <summary>They could not be checked.</summary>
    public void Suspend(IEnumerable<OpenedChat> entries)
    {
        lock (_lock)
            _suspended.AddRange(entries.Where(entry => !entry.IsClosed));
    }

    /// <summary>Takes chats out of the registry that no connection has open any more.</summary>
    /// <param name="write">Sends it.</param>
    public Task RemoveLeftAsync(Func<ChatId, Task> write)
    {
        lock (_lock)
        {
            var writes = _left.Where(chat => !_channels.ContainsKey(chat)).Select(write).ToArray();
            _left.Clear();
            return Task.WhenAll(writes);
        }
    }

    /// <summary>Renews what is entered in the registry.</summary>
    /// <param name="write">Sends it.</param>
    public Task RenewAsync(Func<IReadOnlyCollection<ChatId>, Task> write)
    {
        lock (_lock)
            return _channels.Count == 0 ? Task.CompletedTask : write([.. _channels.Keys]);
    }

    private void Leave(OpenedChat entry)
    {
        entry.IsClosed = true;
        entry.IsActive = false;
        if (!_channels.TryGetValue(entry.Chat, out var entries) || !entries.Remove(entry) || entries.Count > 0)
            return;

        _channels.Remove(entry.Chat);
        _left.Add(entry.Chat);
    }
}
