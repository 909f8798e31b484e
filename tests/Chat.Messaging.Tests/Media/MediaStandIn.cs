using System.Collections.Concurrent;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Media;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Tests.Media;

/// <summary>Media by its contract: owners, the chats that media are noted as being in, and Messaging asked for what else is
/// visible.</summary>
public sealed class MediaStandIn(Shards shards) : IMedia
{
    private readonly VisibleCall _visible = new(shards);
    private readonly ConcurrentDictionary<long, UserId> _owners = [];
    private readonly ConcurrentDictionary<long, ConcurrentDictionary<long, bool>> _chats = [];

    public int Calls { get; private set; }

    public bool IsAway { get; set; }

    /// <summary>Claims wait for it.</summary>
    public Task Opening { get; set; } = Task.CompletedTask;

    public MediaId Create(UserId owner)
    {
        var medium = Random.Shared.NextInt64(1, long.MaxValue);
        _owners[medium] = owner;
        _chats[medium] = [];
        return new MediaId(medium);
    }

    public async Task<MediaClaimsResult> ClaimAsync(MediaClaims claims, CancellationToken cancellation)
    {
        Calls++;
        await Opening.WaitAsync(cancellation);
        if (IsAway)
            throw ChatException.Unavailable("Media is away.");

        var result = new MediaClaimsResult();
        foreach (var claim in claims.Claims)
        {
            var allowed = true;
            foreach (var medium in claim.MediaIds)
                allowed &= await MaySeeAsync(new UserId(claim.UserId), new MediaId(medium), cancellation);
            foreach (var medium in allowed ? claim.MediaIds : [])
                _chats[medium][claim.ChatId] = true;
            result.Allowed.Add(allowed);
        }

        return result;
    }

    /// <summary>What <c>GET /api/media/{mediaId}</c> rests on.</summary>
    public async Task<bool> MaySeeAsync(UserId user, MediaId medium, CancellationToken cancellation = default)
    {
        if (!_owners.TryGetValue(medium.Value, out var owner))
            return false;
        var view = new MediaView { UserId = user.Value, MediaId = medium.Value, ChatIds = { _chats[medium.Value].Keys } };
        return owner == user || (await _visible.AnswerAsync(new MediaViews { Views = { view } }, cancellation)).Visible[0];
    }
}
