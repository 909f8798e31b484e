using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Sending;
using Google.Protobuf;

namespace Chat.Messaging.Tests.Storage.Suite;

/// <summary>
/// Random work on a shard, the same for a seed whatever the shard answers: batches of sends (repeated ones, of strangers, to
/// unknown chats, in a channel, with references beyond the end) and watermarks, people who join, leave and block each other, heads, replays and
/// sweeps of the outbox. <see cref="Results"/> holds what was answered, but for times.
/// </summary>
internal sealed class ShardScript
{
    private static readonly TimeSpan AnyAge = TimeSpan.FromSeconds(-5);

    private readonly ShardUnderTest _shard;
    private readonly Random _random;
    private readonly UserId[] _users;
    private readonly ChatId[] _chats;
    private readonly Guid[] _clientIds;
    private readonly Dictionary<ChatId, HashSet<UserId>> _members = [];
    private readonly Dictionary<(long Chat, long Seq), long> _sentAt = [];

    public ShardScript(ShardUnderTest shard, int seed)
    {
        _shard = shard;
        _random = new Random(seed);
        _users = [.. Enumerable.Range(1, 5).Select(number => new UserId(number << 22))];
        // The first is a channel, the last but one a direct chat, the last one is never made. Low logical shards: all on the
        // first database.
        _chats = [.. Enumerable.Range(1, 6).Select(number => new ChatId((number << 22) | number))];
        _clientIds = [.. Enumerable.Range(0, 40).Select(_ => NewGuid())];
    }

    public List<string> Results { get; } = [];

    public async Task RunAsync(int steps)
    {
        foreach (var chat in Groups)
        {
            UserId[] members = [.. _users.OrderBy(_ => _random.Next()).Take(_random.Next(1, _users.Length))];
            _members[chat] = [.. members];
            await _shard.CreateAsync(chat, chat == _chats[0] ? ChatType.Channel : ChatType.Group, members);
        }

        await _shard.CreateAsync(Direct, ChatType.Direct, _users[..2]);

        while (steps-- > 0)
        {
            await (_random.Next(11) switch
            {
                < 5 => WriteAsync(),
                5 => ChangeMembersAsync(),
                6 => ReadHeadsAsync(),
                7 or 8 => ReplayAsync(),
                9 => BlockAsync(),
                _ => SweepAsync(),
            });
        }
    }

    private ChatId[] Groups => _chats[..^2];

    private ChatId Direct => _chats[^2];

    private async Task WriteAsync()
    {
        var part = new WritePart(0, 0);
        for (var sends = _random.Next(0, 12); sends > 0; sends--)
            part.Sends.Add(NewSend());
        for (var marks = _random.Next(part.Sends.Count == 0 ? 1 : 0, 4); marks > 0; marks--)
        {
            part.Watermarks.Add(new WatermarkItem
            {
                ChatId = Any(_chats).Value, UserId = Any(_users).Value, DeliveredSeq = _random.Next(0, 30), ReadSeq = _random.Next(1, 30),
            });
        }

        var set = new WriteSet([part]);
        var outcome = await _shard.Writer.WriteAsync(_shard.Shard, set, CancellationToken.None);
        for (var i = 0; i < set.Sends.Count; i++)
        {
            var (chat, sent) = (set.Sends[i].Item.ChatId, outcome.Sends[i]);
            // A repeated send has the time of the first.
            var known = sent.Verdict == SendVerdict.Known && _sentAt[(chat, sent.Seq)] == sent.SentAt;
            if (sent.Verdict == SendVerdict.Stored)
                _sentAt.Add((chat, sent.Seq), sent.SentAt);
            Note($"send {chat} {sent.Verdict} {sent.Seq} {known} {sent.WithheldFrom}");
        }

        foreach (var moved in outcome.Watermarks)
            Note($"watermark {moved.IsMember} {moved.Delivered} {moved.Read} {moved.WithheldFrom}");
        foreach (var chat in outcome.Chats.Values.OrderBy(chat => chat.Id.Value))
            Note($"locked {chat.Id} {chat.LastSeq} {chat.MembershipVersion} {chat.Version} {chat.MemberCount}");
        Note($"outbox {outcome.OutboxId is not null}");
    }

    private async Task ChangeMembersAsync()
    {
        var chat = Any(Groups);
        var user = Any(_users);
        if (_members[chat].Remove(user))
        {
            await _shard.LeaveAsync(chat, user);
        }
        else
        {
            _members[chat].Add(user);
            await _shard.JoinAsync(chat, user);
        }
    }

    private Task BlockAsync()
    {
        var (user, other) = _random.Next(2) == 0 ? (_users[0], _users[1]) : (_users[1], _users[0]);
        return _shard.BlockAsync(Direct, user, other, blocks: _random.Next(2) == 0);
    }

    private async Task ReadHeadsAsync()
    {
        foreach (var head in (await _shard.Heads.ReadAsync(_shard.Shard, _chats, CancellationToken.None)).OrderBy(head => head.Chat.Value))
            Note($"head {head.Chat} {head.LastSeq} {head.Version}");
        var places = _chats.Select(chat => (chat, Any(_users))).ToArray();
        Note($"read {string.Join(' ', await _shard.Heads.ReadSeqsAsync(places, CancellationToken.None))}");
    }

    private async Task ReplayAsync()
    {
        var user = Any(_users);
        var replays = await _shard.Replays.ReplaysAsync(_shard.Shard, user, _chats, CancellationToken.None);
        foreach (var replay in replays)
        {
            replay.StartAfter(_random.Next(0, 10));
            Note($"replay {replay.Chat} {replay.MemberFrom} {replay.IsFormer} {replay.LastSeq} {replay.Count}");
        }

        var asked = replays.SelectMany(replay => replay.Ranges.Select(range => (replay, range))).ToArray();
        if (_random.Next(3) == 0)
            await ChangeMembersAsync();
        foreach (var read in await _shard.Replays.ReadAsync(_shard.Shard, user, asked, _random.Next(1, 8), CancellationToken.None))
        {
            Note($"range {read.ChatLastSeq} {read.End} {read.CutOff}");
            foreach (var message in read.Messages)
                Note($"  {message.Seq} {message.SenderId} {message.DeviceId} {message.Kind} {message.RefSeq} {message.Ciphertext.Length} {new Guid(message.ClientMsgId.Span)}");
        }
    }

    private async Task SweepAsync()
    {
        await using var sweep = await _shard.Outbox.BeginSweepAsync(CancellationToken.None);
        Note($"open {await sweep.AgeAsync(CancellationToken.None) is not null} deleted {await sweep.DeletePublishedAsync(10, CancellationToken.None)}");
        var rows = await sweep.TakeAsync(AnyAge, 3, CancellationToken.None);
        foreach (var row in rows)
            Note($"row {string.Join(' ', row.ChatIds)} {string.Join(' ', row.Seqs)}");
        foreach (var stored in rows.Count == 0 ? [] : await sweep.ReadAsync(rows, CancellationToken.None))
            Note($"event {stored.ChatId} {stored.MembershipVersion} {stored.WithheldFrom} {stored.Message.Seq} {new Guid(stored.Message.ClientMsgId.Span)}");
        if (_random.Next(3) > 0 && rows.Count > 0)
            await sweep.CommitAsync(rows, CancellationToken.None);
    }

    private SendItem NewSend() => new()
    {
        ChatId = Any(_chats).Value,
        SenderId = Any(_users).Value,
        DeviceId = _random.Next(1, 9),
        ClientMsgId = ByteString.CopyFrom(Any(_clientIds).ToByteArray(bigEndian: true)),
        Ciphertext = ByteString.CopyFrom(new byte[_random.Next(10) == 0 ? 60_000 : 10]),
        Kind = _random.Next(2),
        RefSeq = _random.Next(4) == 0 ? _random.Next(1, 20) : 0,
    };

    private T Any<T>(T[] items) => items[_random.Next(items.Length)];

    private Guid NewGuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void Note(FormattableString result) => Results.Add(result.ToString(CultureInfo.InvariantCulture));
}
