using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Presence.LastSeen;
using Chat.Presence.Reading;
using Chat.Presence.Telling;
using Chat.Presence.Tracking;
using Chat.Presence.Visibility;
using Chat.Presence.Watching;
using Chat.ServiceDefaults.Instances;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Presence.Tests.World;

/// <summary>A replica of Chat.Presence without its host.</summary>
internal sealed class PresenceReplica : IAsyncDisposable
{
    private readonly Teller _teller;
    private readonly VisibilityReader _visibility;
    private readonly VisibilityChecks _checks;
    private readonly PresenceReader _reader;

    public PresenceReplica(PresenceWorld world, string id)
    {
        Instance = new Instance(id, new Uri("http://p"), new Uri("http://p"), Draining: false);
        var owners = new Owners(() => world.ReplicaList, id);
        LastSeen = new LastSeenWriter(world.StoreAsync, world.Time, NullLogger<LastSeenWriter>.Instance);
        Board = new Board(owners, new Warmth(() => [.. world.Gateways.Select(gateway => gateway.Id)], world.Now), new Checks(), LastSeen, world.Time);
        _visibility = new VisibilityReader(world.SeeAsync);
        _checks = new VisibilityChecks(Board, _visibility, world.Time, NullLogger<VisibilityChecks>.Instance);
        _reader = new PresenceReader(Board, _visibility);
        _teller = new Teller(
            Board,
            owners,
            (gateway, changes, _) =>
            {
                if (!world.Reaches(id, gateway) || world.Gateway(gateway) is not { } reached)
                    throw ChatException.Unavailable("It does not answer.");
                reached.Take(changes);
                return Task.CompletedTask;
            },
            NullLogger<Teller>.Instance);
    }

    public Instance Instance { get; }

    public Board Board { get; }

    public LastSeenWriter LastSeen { get; }

    public async Task DoTurnAsync()
    {
        Board.Tick();
        await _checks.CheckAsync(CancellationToken.None);
        foreach (var batch in _teller.Take())
            await _teller.SendAsync(batch, CancellationToken.None);
    }

    public async Task<PresenceState?> ReadAsync(UserId watcher, UserId user) =>
        (await _reader.ReadAsync(new PresenceQuery { WatcherId = watcher.Value, UserIds = { user.Value } }, CancellationToken.None)).States.SingleOrDefault();

    public async ValueTask DisposeAsync()
    {
        LastSeen.Dispose();
        _checks.Dispose();
        await _visibility.DisposeAsync();
    }
}
