using System.Net.Sockets;
using Chat.Contracts.Errors;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Chat.ServiceDefaults.Storage;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class WriterLaneTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_comes_while_a_write_is_under_way_is_the_next_one_together()
    {
        var writer = new StandInWriter((write, cancellation) => write == 1 ? _held.Task.WaitAsync(cancellation) : Task.CompletedTask);
        await using var lane = LaneOf(writer);
        WritePart[] parts = [.. Enumerable.Range(0, 20).Select(_ => PartOf(1))];

        lane.Add(parts[0]);
        await Eventually.True(() => writer.Sets.Count == 1);
        foreach (var part in parts[1..])
            lane.Add(part);
        _held.SetResult();
        var results = await Task.WhenAll(parts.Select(part => part.Result));

        Assert.Equal([1, 19], writer.Sets.Select(set => set.Sends.Count));
        Assert.Equal(Enumerable.Range(1, 20).Select(seq => (long)seq), results.Select(result => result.Sends[0].Seq));
    }

    [Fact]
    public async Task A_full_lane_refuses_at_once()
    {
        var writer = new StandInWriter((_, cancellation) => _held.Task.WaitAsync(cancellation));
        await using var lane = LaneOf(writer);
        lane.Add(PartOf(1));
        await Eventually.True(() => writer.Sets.Count == 1);

        var (fits, over) = (PartOf(4_096), PartOf(1));
        lane.Add(fits);
        lane.Add(over);

        Assert.Equal(ErrorCodes.Unavailable, Assert.Single((await over.Result).Sends).Error);
        Assert.False(fits.Result.IsCompleted);
        _held.SetResult();
        Assert.All((await fits.Result).Sends, result => Assert.Equal("", result.Error));
    }

    [Fact]
    public async Task What_waited_longer_than_its_caller_is_not_written()
    {
        var writer = new StandInWriter((write, cancellation) => write == 1 ? _held.Task.WaitAsync(cancellation) : Task.CompletedTask);
        await using var lane = LaneOf(writer);
        var (first, late, fresh) = (PartOf(1), PartOf(1), (WritePart?)null);
        lane.Add(first);
        await Eventually.True(() => writer.Sets.Count == 1);
        lane.Add(late);
        _time.Advance(TimeSpan.FromSeconds(4));
        lane.Add(fresh = PartOf(1));
        _held.SetResult();

        Assert.Equal(ErrorCodes.Unavailable, (await late.Result).Sends[0].Error);
        Assert.Equal("", (await fresh.Result).Sends[0].Error);
        Assert.Equal(2, writer.Sets.Count);
    }

    [Fact]
    public async Task A_dead_connection_is_tried_again_once()
    {
        var writer = new StandInWriter((write, _) => write == 1
            ? throw new NpgsqlException("broken", new IOException("broken", new SocketException()))
            : Task.CompletedTask);
        await using var lane = LaneOf(writer);
        var part = PartOf(1);

        lane.Add(part);

        Assert.Equal("", (await part.Result).Sends[0].Error);
        Assert.Equal(2, writer.Sets.Count);
    }

    [Fact]
    public async Task A_write_that_fails_fails_all_its_parts_and_the_next_one_runs()
    {
        var writer = new StandInWriter((write, _) => write == 1 ? throw new NpgsqlException("away", new TimeoutException()) : Task.CompletedTask);
        await using var lane = LaneOf(writer);
        var (first, second) = (PartOf(3), PartOf(1));

        lane.Add(first);
        Assert.All((await first.Result).Sends, result => Assert.Equal(ErrorCodes.Unavailable, result.Error));
        lane.Add(second);

        Assert.Equal("", (await second.Result).Sends[0].Error);
    }

    [Fact]
    public async Task A_shard_that_is_away_makes_its_own_items_unavailable_and_no_others()
    {
        await using var nowhere = NpgsqlDataSource.Create(ConnectionSettings.Complete("chat-messaging", "Host=127.0.0.1;Port=1;Username=x;Database=x"));
        var shards = new Shards(new ShardMap(2), name => name == "chat-1" ? nowhere : Fixture.Shards.All[0].Source);
        await using var replica = new Replica(shards, Redis);
        var user = NewUser();
        var here = await NewGroupAsync(user);
        while (Shards.Of(here).Number != 0)
            here = await NewGroupAsync(user);
        var there = new Contracts.Ids.ChatId(here.Value | 255);

        var results = await replica.SendAsync(Replica.Send(there, user), Replica.Send(here, user));

        Assert.Equal([ErrorCodes.Unavailable, ""], results.Select(result => result.Error));
    }

    private WriterLane LaneOf(StandInWriter writer)
    {
        var replica = StartReplica();
        var committed = new CommittedWrites(replica.Publisher, replica.HeadWriter, new BusiestChats());
        return new WriterLane(Shards.All[0], writer, committed, _time, NullLogger.Instance);
    }

    private WritePart PartOf(int sends)
    {
        var part = new WritePart(0, _time.GetTimestamp());
        for (var i = 0; i < sends; i++)
            part.Sends.Add(Replica.Send(new Contracts.Ids.ChatId(77), NewUser()));
        return part;
    }
}
