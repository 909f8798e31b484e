using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.Presence.Tests.World;

namespace Chat.Presence.Tests.Rules;

/// <summary>Two gateways, one replica, and Ann who watches Bob through the second gateway.</summary>
public abstract class PresenceTest : IAsyncLifetime
{
    internal static readonly UserId Ann = new(1001);
    internal static readonly UserId Bob = new(1002);
    internal static readonly UserId Eve = new(1003);

    internal PresenceWorld World { get; } = new();

    internal PresenceGateway First { get; private set; } = null!;

    internal PresenceGateway Second { get; private set; } = null!;

    internal ClientConnection AnnsConnection { get; private set; } = null!;

    internal RecordingLink Told { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (First, Second) = (World.AddGateway(), World.AddGateway());
        World.AddReplica();
        await World.PassAsync(1);
        (AnnsConnection, Told) = Second.Connect(Ann);
        Second.Watch(AnnsConnection, Bob);
        // What changes within the time that a watch takes is told once more.
        await World.PassAsync(15);
        Assert.Empty(Told.Told);
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    internal IEnumerable<string> ToldOf(UserId user) => Told.Told.Where(told => told.User == user.ToString()).Select(told => told.Status);

    internal async Task<string> StatusAsync(UserId user) =>
        await World.OwnerOf(user).ReadAsync(Ann, user) is { } state ? (state.Online ? "ONLINE" : "OFFLINE") : "-";

    /// <summary>Seconds until Ann is told that Bob is OFFLINE.</summary>
    internal async Task<double> SecondsUntilOfflineAsync()
    {
        var began = World.Now;
        while (ToldOf(Bob).LastOrDefault() != "OFFLINE")
        {
            await World.PassAsync(PresenceWorld.Turn);
            Assert.True(World.Now - began < 120_000, "never");
        }

        return (World.Now - began) / 1_000.0;
    }

    internal async Task<ClientConnection> BobComesAsync(PresenceGateway? gateway = null)
    {
        var (connection, _) = (gateway ?? First).Connect(Bob);
        await World.PassAsync(2);
        return connection;
    }
}
