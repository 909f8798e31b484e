using System.Text;
using System.Text.Json;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Load.Crowds;
using Chat.Load.Wire;

namespace Chat.Load.Presences;

/// <summary>Is connected all the time, and keeps what it is told of those it watches.</summary>
internal sealed class Watcher(Person person, IReadOnlyList<FlappingUser> watched, PresenceLatencies latencies)
{
    private const int WatchId = 1;

    private readonly Dictionary<string, WatchedView> _views =
        watched.ToDictionary(user => user.Id.ToString(), user => new WatchedView(user));

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<WatchedView> Views => _views.Values;

    /// <summary>Ends when the watch is answered.</summary>
    /// <exception cref="IOException">It was refused.</exception>
    public async Task<IReadOnlyList<WireConnection>> ConnectAsync(CancellationToken cancellationToken)
    {
        var synced = await SyncedConnection.OpenAsync(person.Hub, Invocation.Sync(0), OnRecord, cancellationToken);
        synced.Connection.Send(Invocation.WatchPresence(WatchId, watched.Select(user => user.Id)));
        await _answered.Task.WaitAsync(cancellationToken);
        return [synced.Connection];
    }

    /// <summary>Users whom a request shows otherwise than they are.</summary>
    public async Task<int> WrongByRequestAsync(CancellationToken cancellationToken)
    {
        var states = await person.Account.Presence.GetAsync([.. watched.Select(user => user.Id)], cancellationToken);
        var online = states.Where(state => state.Status == PresenceStatus.Online).Select(state => state.UserId).ToHashSet();
        var named = states.Select(state => state.UserId).ToHashSet();
        return watched.Count(user => !named.Contains(user.Id) || online.Contains(user.Id) != user.Now.IsThere);
    }

    private void OnRecord(WireConnection connection, ReadOnlySpan<byte> record)
    {
        switch (HubRecord.KindOf(record))
        {
            case RecordKind.Presence:
                var user = Encoding.UTF8.GetString(HubRecord.Text(record, "\"userId\":\""u8));
                var online = HubRecord.Text(record, "\"status\":\""u8).SequenceEqual("ONLINE"u8);
                if (_views.TryGetValue(user, out var view))
                    view.Changed(online, latencies);
                break;
            case RecordKind.Completion:
                Answered(record);
                break;
            case RecordKind.Refusal:
                _answered.TrySetException(new IOException(Encoding.UTF8.GetString(record)));
                break;
        }
    }

    private void Answered(ReadOnlySpan<byte> record)
    {
        using var completion = JsonDocument.Parse(record.ToArray());
        var states = completion.RootElement.GetProperty("result").Deserialize(ChatJson.Default.IReadOnlyListUserPresence);
        foreach (var state in states ?? [])
            _views[state.UserId.ToString()].Answered(state.Status == PresenceStatus.Online);
        _answered.TrySetResult();
    }
}
