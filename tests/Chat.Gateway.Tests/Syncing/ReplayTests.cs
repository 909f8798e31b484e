using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Pushing;
using Chat.Gateway.Syncing;
using Chat.Gateway.Tests.Connections;
using Chat.Gateway.Upstream;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Syncing;

public sealed class ReplayTests : IAsyncLifetime, IDisposable
{
    private readonly FakeMessaging _messaging = new();
    private readonly FakeLink _link = new();
    private readonly List<SyncQuery> _queries = [];
    private readonly HeadsReader _reader;
    private readonly HeadsComparison _heads;
    private readonly Replay _replay;
    private readonly ClientConnection _connection;

    public ReplayTests()
    {
        _reader = new HeadsReader(new AnyReplica(_messaging, TimeProvider.System));
        _heads = new HeadsComparison(new ConnectionTable(new GatewayLimits()), _reader, TimeProvider.System, NullLogger<HeadsComparison>.Instance);
        _replay = new Replay(new ReplaySource(_messaging, TimeProvider.System), _heads, TimeProvider.System);
        _connection = Given.Connection(_link, new ManualTimeProvider());
        _connection.SetRegistered(Given.Session(1));
    }

    public Task InitializeAsync() => _heads.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _heads.StopAsync(CancellationToken.None);
        await _reader.DisposeAsync();
    }

    public void Dispose() => _heads.Dispose();

    [Fact]
    public async Task A_stream_that_is_cut_off_goes_on_from_where_it_stood()
    {
        Streams(
            [Page(Given.OtherChat, last: true, 1), Page(Given.Chat, last: false, 1, 2)],
            [Page(Given.OtherChat, last: true, 2), Page(Given.Chat, last: true, 3), new SyncPage()]);

        // What a continued stream brings of a complete chat is that chat's live part, and pushed.
        Assert.Equal(Seqs(1, 1, 2, 3), await SeqsAsync(new SyncRequest(null)));
        Assert.Equal(
            [(Given.OtherChat.Value, 1L), (Given.Chat.Value, 2L)],
            _queries[1].Cursors.Select(cursor => (cursor.ChatId, cursor.Seq)));
    }

    [Fact]
    public async Task A_failing_replica_is_followed_by_the_next_attempt()
    {
        var attempts = 0;
        _messaging.Sync = (_, _) => attempts++ == 0
            ? throw ChatException.Unavailable("gone")
            : [Page(Given.Chat, last: true, 1), new SyncPage()];
        Assert.Equal(Seqs(1), await SeqsAsync(new SyncRequest(null)));
    }

    [Fact]
    public async Task When_no_replica_brings_it_to_an_end_the_chats_are_live_and_heads_are_sent()
    {
        _messaging.Sync = (_, _) => throw ChatException.Unavailable("gone");
        _messaging.Heads = query => new HeadsResult
        {
            Users = { query.Users.Select(_ => new UserHeads { AsOf = 2, Heads = { new ChatHead { ChatId = Given.Chat.Value, LastSeq = 9 } } }) },
        };
        var failure = await Assert.ThrowsAsync<ChatException>(() => SeqsAsync(new SyncRequest(null)));
        Assert.Equal(ErrorCodes.Unavailable, failure.Code);
        await Eventually.True(() => _link.Written.Count == 1);
        _connection.PushMessage(Given.Chat, 9, Given.Frame(Given.Chat, 9));
        Assert.Equal([HubEvents.Heads, HubEvents.Message], _link.Events.Select(e => e.Target));
    }

    [Fact]
    public async Task Messages_that_come_before_their_chats_replay_are_asked_for_when_it_did_not_bring_them()
    {
        _messaging.Sync = (_, query) =>
        {
            _queries.Add(query);
            if (_queries.Count > 1)
                return [Page(Given.Chat, last: true, 3, 4), new SyncPage()];
            _connection.PushMessage(Given.Chat, 4, Given.Frame(Given.Chat, 4));
            return [Page(Given.Chat, last: true, 1, 2), new SyncPage()];
        };
        Assert.Equal(Seqs(1, 2, 3, 4), await SeqsAsync(new SyncRequest(null)));
        Assert.True(_queries[1].Only);
        Assert.Empty(_link.Written);
    }

    [Fact]
    public async Task A_second_sync_waits_for_the_first()
    {
        Streams([Page(Given.Chat, last: true, 1, 2), new SyncPage()], [Page(Given.OtherChat, last: true, 7), new SyncPage()]);
        await using var first = Run(new SyncRequest(null)).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        var second = SeqsAsync(new SyncRequest(null));
        Assert.True(await first.MoveNextAsync());
        Assert.Single(_queries);
        Assert.False(second.IsCompleted);
        Assert.False(await first.MoveNextAsync());
        Assert.Equal(Seqs(7), await second);
    }

    [Fact]
    public async Task A_client_that_gives_up_its_sync_goes_live()
    {
        Streams([Page(Given.Chat, last: true, 1, 2), new SyncPage()]);
        await foreach (var message in Run(new SyncRequest(null)))
        {
            Assert.Equal(1, message.Seq);
            break;
        }

        _connection.PushMessage(Given.Chat, 3, Given.Frame(Given.Chat, 3));
        Assert.Equal([3], _link.Seqs);
    }

    private void Streams(params SyncPage[][] streams) => _messaging.Sync = (_, query) =>
    {
        _queries.Add(query);
        return streams[_queries.Count - 1];
    };

    private IAsyncEnumerable<Message> Run(SyncRequest request) =>
        _replay.RunAsync(_connection, request, SyncValidation.Check(request), CancellationToken.None);

    private static long[] Seqs(params long[] seqs) => seqs;

    private async Task<long[]> SeqsAsync(SyncRequest request)
    {
        var seqs = new List<long>();
        await foreach (var message in Run(request))
            seqs.Add(message.Seq);
        return [.. seqs];
    }

    private static SyncPage Page(ChatId chat, bool last, params long[] seqs) => new()
    {
        ChatId = chat.Value,
        Messages = { seqs.Select(seq => Given.Stored(chat, seq)) },
        Last = last,
        Through = seqs[^1],
    };
}
