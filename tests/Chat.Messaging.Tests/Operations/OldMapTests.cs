using Chat.Messaging.Operations;
using Chat.Messaging.Tests.Replicas;
using Chat.Testing;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>Somebody goes by the map from before a move.</summary>
public sealed class OldMapTests(MessagingFixture fixture, ReplicatingServer replicating) : MoveTest(fixture, replicating)
{
    [Fact]
    public async Task What_has_moved_is_not_deleted_or_fenced_by_who_goes_by_the_old_map()
    {
        var chat = await MovedAsync();

        // Nobody is connected whose map could be seen.
        foreach (var step in (string[])["prepare", "cancel"])
            await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(Before, step));

        Serve(After);
        Assert.All(await StartReplica().SendAsync(Replica.Send(chat, Owner)), sent => Assert.Equal("", sent.Error));
    }

    [Fact]
    public async Task Nothing_goes_on_when_a_replica_with_the_old_map_has_come_back()
    {
        await MovedAsync();
        await ScalarAsync(Server.Serve(Before).All[0].Source, "SELECT 1");

        var others = await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(After, "finish"));

        Assert.Contains("another Shards:Map", others.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_does_not_start_with_a_map_from_before_the_move()
    {
        await MovedAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(Before));

        Assert.Contains("64-127 on chat-0", refused.Message, StringComparison.Ordinal);
        await StartAsync(After);
    }

    [Fact]
    public async Task The_service_starts_with_either_map_while_a_move_is_under_way()
    {
        await RunAsync(Before, "prepare");
        await CopiedAsync();
        await RunAsync(Before, "fence");

        await StartAsync(Before);
        await StartAsync(After);

        await Eventually.Succeeds(_ => RunAsync(Before, "cancel"), what: "replicas' connections have ended");
    }
}
