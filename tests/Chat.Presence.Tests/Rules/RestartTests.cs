using Chat.Contracts.Errors;
using Chat.Contracts.Ids;

namespace Chat.Presence.Tests.Rules;

public sealed class RestartTests : PresenceTest
{
    [Fact]
    public async Task After_a_restart_the_states_are_right_again_and_the_watchers_know()
    {
        var connection = await BobComesAsync();
        World.Kill(World.Replicas[0]);
        await World.PassAsync(2);
        First.SayGoodbye(connection);
        await World.PassAsync(2);
        World.AddReplica();
        await World.PassAsync(7);

        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
        Assert.Equal("OFFLINE", await StatusAsync(Bob));
        Assert.Equal("ONLINE", await StatusAsync(Ann));
        // When Bob went was not stored yet; the gateway still knew.
        Assert.Equal(World.Now - 9_000, (await World.OwnerOf(Bob).ReadAsync(Ann, Bob))!.LastSeen);
    }

    [Fact]
    public async Task A_restart_does_not_cut_short_the_grace_of_who_vanished()
    {
        var connection = await BobComesAsync();
        First.Vanish(connection);
        await World.PassAsync(5);
        World.Kill(World.Replicas[0]);
        World.AddReplica();
        Assert.InRange(await SecondsUntilOfflineAsync(), 24, 54);
    }

    [Fact]
    public async Task A_replica_that_was_missing_in_the_list_for_a_while_is_reported_to_again()
    {
        var connection = await BobComesAsync();
        await World.PassAsync(30);
        World.Unlisted.Add(World.Replicas[0].Instance.Id);
        await World.PassAsync(3);
        World.Unlisted.Clear();
        await World.PassAsync(1);
        First.SayGoodbye(connection);

        Assert.InRange(await SecondsUntilOfflineAsync(), 0, 1.5);
    }

    [Fact]
    public async Task Until_the_gateways_have_reported_nobody_is_said_to_be_offline()
    {
        await BobComesAsync();
        World.Kill(World.Replicas[0]);
        var replica = World.AddReplica();
        await Assert.ThrowsAsync<ChatException>(() => replica.ReadAsync(Ann, Bob));

        World.Reaches = (from, _) => from != First.Id;
        await World.PassAsync(2);
        await Assert.ThrowsAsync<ChatException>(() => replica.ReadAsync(Ann, Bob));
        World.Reaches = static (_, _) => true;
        await World.PassAsync(3);

        Assert.Equal("ONLINE", await StatusAsync(Bob));
        Assert.DoesNotContain("OFFLINE", ToldOf(Bob));
    }

    [Fact]
    public async Task Users_move_to_a_replica_that_joins_and_from_one_that_goes_without_a_false_word()
    {
        var people = Enumerable.Range(0, 40).Select(i => new UserId(5_000 + i)).ToArray();
        Second.Watch(AnnsConnection, people);
        foreach (var user in people)
            First.Connect(user);
        await World.PassAsync(3);
        var second = World.AddReplica();
        await World.PassAsync(10);
        Assert.All(World.Replicas, replica => Assert.InRange(replica.Board.Online, 5, 40));
        Assert.Equal(41, World.Replicas.Sum(replica => replica.Board.Online));
        foreach (var user in people)
            Assert.Equal("ONLINE", await StatusAsync(user));

        World.Kill(second);
        await World.PassAsync(60);

        Assert.Equal(41, World.Replicas[0].Board.Online);
        Assert.All(people, user => Assert.Equal(["ONLINE"], ToldOf(user).Distinct()));
        Assert.DoesNotContain(people, user => World.StoredLastSeen.ContainsKey(user.Value));
    }

    [Fact]
    public async Task A_replica_that_lost_reports_asks_for_all_of_it_once()
    {
        var before = First.CompleteReports;
        World.Reaches = (from, _) => from != First.Id;
        await World.PassAsync(10);
        World.Reaches = static (_, _) => true;
        await World.PassAsync(20);
        Assert.InRange(First.CompleteReports - before, 1, 2);
        Assert.InRange(First.Reports, 1, 40);
    }
}
