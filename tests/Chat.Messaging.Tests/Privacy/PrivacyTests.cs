using System.Threading.Channels;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Blocks;
using Chat.Messaging.Tests.Service;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Privacy;

[Collection(RunningServiceCollection.Name)]
public sealed class PrivacyTests(RunningService messaging)
{
    private const string Path = "/api/users/me/privacy";

    [Theory]
    [InlineData("everyone", PresenceVisibility.Everyone)]
    [InlineData("contacts", PresenceVisibility.Contacts)]
    [InlineData("nobody", PresenceVisibility.Nobody)]
    public async Task Who_may_see_ones_presence_is_stored(string text, PresenceVisibility visibility)
    {
        var ada = await NewAsync();
        Assert.Equal(PresenceVisibility.Everyone, await StoredAsync(ada));
        await ada.Http.ChangeAsync(HttpMethod.Put, Path, new PrivacyRequest(text));
        Assert.Equal(visibility, await StoredAsync(ada));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"lastSeen":"friends"}""")]
    [InlineData("""{"lastSeen":1}""")]
    [InlineData("[]")]
    [InlineData(null)]
    public async Task Anything_else_is_a_bad_request(string? body)
    {
        var ada = await NewAsync();
        await ada.Http.RefusedAsync(HttpMethod.Put, Path, body, 400, "bad-request");
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Put, Path, body, 401, "bad-token");
    }

    [Fact]
    public async Task Every_replica_of_Presence_is_told_whose_visibility_has_changed()
    {
        await using var first = await StandIn.StartAsync(messaging);
        await using var second = await StandIn.StartAsync(messaging);
        var directory = messaging.Services.GetRequiredKeyedService<InstanceDirectory>(ServiceNames.Presence);
        await Eventually.True(() => directory.All.Count == 2);
        var (ada, bob, cleo) = (await NewAsync(), await NewAsync(), await NewAsync());

        await ada.BlockAsync(bob);
        await cleo.Http.ChangeAsync(HttpMethod.Put, Path, new PrivacyRequest("nobody"));

        foreach (var presence in (StandIn[])[first, second])
            Assert.Equal(new HashSet<UserId> { ada.Id, bob.Id, cleo.Id }, await presence.ToldAsync(3));
        await ada.UnblockAsync(bob);
        foreach (var presence in (StandIn[])[first, second])
            Assert.Equal(new HashSet<UserId> { ada.Id, bob.Id }, await presence.ToldAsync(2));
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private async Task<PresenceVisibility> StoredAsync(Person person)
    {
        await using var command = messaging.Shards.Directory.CreateCommand("SELECT presence_visibility FROM app_user WHERE user_id = $1");
        command.Parameters.AddWithValue(person.Id.Value);
        return (PresenceVisibility)(short)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Listens in the place of Presence.</summary>
    private sealed class StandIn(WebApplication app, Channel<UserId> told) : IAsyncDisposable
    {
        public static async Task<StandIn> StartAsync(RunningService messaging)
        {
            var told = Channel.CreateBounded<UserId>(100);
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
            builder.Configuration.AddInMemoryCollection(messaging.Surroundings);
            builder.AddChatDefaults();
            builder.AddChatRedis("redis");
            builder.AddInstanceLease(ServiceNames.Presence);
            var app = builder.Build();
            app.MapChatDefaults();
            app.MapInternal<PresenceRecheck, Done>(InternalRoutes.PresenceRecheck, PresenceRecheck.Parser, (recheck, _) =>
            {
                foreach (var user in recheck.UserIds)
                    told.Writer.TryWrite(new UserId(user));
                return Task.FromResult(new Done());
            });
            await app.StartAsync();
            return new StandIn(app, told);
        }

        public async Task<HashSet<UserId>> ToldAsync(int users)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var found = new HashSet<UserId>();
            while (found.Count < users)
                found.Add(await told.Reader.ReadAsync(patience.Token));
            return found;
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
