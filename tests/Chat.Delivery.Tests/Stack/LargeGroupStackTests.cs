using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Tests.Stack;

/// <summary>Large groups on two replicas of Delivery: parts of one chat are pushed by both.</summary>
public sealed class LargeGroupStackTests(DeliveryStack stack) : IClassFixture<DeliveryStack>
{
    /// <summary>Members from the first to the last message, each with a device on one of the gateways.</summary>
    private const int Watched = 40;

    private readonly long _chat = new IdGenerator(TimeProvider.System).Next<ChatId>().Value;
    private readonly Dictionary<long, MemberSeqs> _members = [];
    private long _version = 1;

    [Fact]
    public async Task Members_see_the_chat_in_order_while_it_crosses_256_and_others_come_and_go()
    {
        const int Messages = 300;
        await using var other = await stack.StartAnotherAsync();
        var connections = await ConnectAsync();
        await JoinAsync(Enumerable.Range(1, 250), publish: false);
        for (var seq = 1; seq <= Messages; seq++)
        {
            await stack.PublishAsync(Fresh(Sample.Message(_chat, seq, device: 9_990, version: _version)));
            // Twenty come and eleven go: past 256 within a few messages, and past 512 and 1,024 later on.
            if (seq % 3 == 0)
                await JoinAsync(Enumerable.Range(1_000 + (seq * 10), 20), publish: true, from: seq + 1);
            if (seq % 4 == 0)
                await LeaveAsync(_members.Keys.Where(user => user > 200).Order().Take(11));
        }

        await Eventually.True(() => connections.All(connection => SeqsAt(connection).Length >= Messages), TimeSpan.FromSeconds(60));
        Assert.All(connections, connection => Assert.Equal(Enumerable.Range(1, Messages).Select(seq => (long)seq), SeqsAt(connection)));
        Assert.Equal(2, stack.A.Batches.Where(batch => batch.Pushes.Any(push => push.ChatId == _chat)).Select(batch => batch.Source).Distinct().Count());
    }

    [Fact]
    public async Task A_worker_that_is_killed_loses_nothing()
    {
        const int Messages = 200;
        await using var other = await stack.StartAnotherAsync();
        var connections = await ConnectAsync();
        await JoinAsync(Enumerable.Range(1, 1_000), publish: false);
        for (var seq = 1; seq <= Messages; seq++)
        {
            await stack.PublishAsync(Fresh(Sample.Message(_chat, seq, device: 9_990, version: _version)));
            if (seq == Messages / 2)
                await other.KillAsync();
        }

        // The group notices after the session timeout, and gives the partitions to the other one.
        await Eventually.True(() => connections.All(connection => SeqsAt(connection).Distinct().Count() == Messages), TimeSpan.FromSeconds(90));
    }

    private async Task<long[]> ConnectAsync()
    {
        var connections = new List<long>();
        for (var user = 1; user <= Watched; user++)
            connections.Add(await (user % 2 == 0 ? stack.A : stack.B).ConnectAsync((user * 10) + 1));
        return [.. connections];
    }

    private async Task JoinAsync(IEnumerable<int> users, bool publish, long from = 1)
    {
        var joined = users.Select(user => Sample.Seqs(user, from)).Where(seqs => _members.TryAdd(seqs.UserId, seqs)).ToArray();
        _version += publish ? 1 : 0;
        Know();
        if (publish)
            await stack.PublishAsync(Fresh(Sample.Change(_chat, _version, ChatChange.MemberAdded, added: joined)));
    }

    private async Task LeaveAsync(IEnumerable<long> users)
    {
        foreach (var user in users.ToArray())
        {
            _members.Remove(user, out var seqs);
            _version++;
            Know();
            await stack.PublishAsync(Fresh(Sample.Change(_chat, _version, ChatChange.MemberRemoved, removed: [seqs!], about: user)));
        }
    }

    private void Know() => stack.Members[_chat] = Sample.Members(_chat, _version, [.. _members.Values]);

    private static Event Fresh(Event e)
    {
        e.AcceptedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return e;
    }

    private long[] SeqsAt(long connection) =>
    [
        .. stack.A.Pushes.Concat(stack.B.Pushes)
            .Where(push => push.ChatId == _chat && push.Message is not null && push.ConnectionIds.Contains(connection))
            .Select(push => push.Message.Seq),
    ];
}
