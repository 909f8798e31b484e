using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Infrastructure;
using Chat.Testing.Time;

namespace Chat.ServiceDefaults.Tests.Sessions;

public sealed class OpenChatsTests(RedisFixture redis) : RedisTest(redis)
{
    private static readonly ChatId News = new(256);
    private static readonly ChatId Sport = new(512);

    private readonly ManualTimeProvider _time = new();

    private OpenChats Registry => new(Redis, _time);

    [Fact]
    public async Task The_gateways_of_each_chat_are_read_together()
    {
        await AddAsync("gateway-a", News, Sport);
        await AddAsync("gateway-b", News);
        var gateways = await ReadAsync(News, Sport, new ChatId(768));

        Assert.Equal(["gateway-a", "gateway-b"], gateways[News].Order());
        Assert.Equal(["gateway-a"], gateways[Sport]);
        Assert.Equal(2, gateways.Count);
    }

    [Fact]
    public async Task A_gateway_takes_out_its_own_entry_alone()
    {
        await AddAsync("gateway-a", News);
        await AddAsync("gateway-b", News);
        await Registry.RemoveAsync(News, "gateway-a", CancellationToken.None);

        Assert.Equal(["gateway-b"], (await ReadAsync(News))[News]);
    }

    [Fact]
    public async Task An_entry_that_is_not_renewed_counts_no_longer()
    {
        await AddAsync("gateway-a", News);
        await AddAsync("gateway-b", News);
        for (var renewals = 0; renewals < 7; renewals++)
        {
            _time.Advance(OpenChats.RenewEvery);
            await AddAsync("gateway-b", News);
        }

        Assert.Equal(["gateway-b"], (await ReadAsync(News))[News]);
        Assert.NotNull(await Database.KeyTimeToLiveAsync($"open:{News.Value}"));
    }

    private Task AddAsync(string gateway, params ChatId[] chats) => Registry.AddAsync(chats, gateway, CancellationToken.None);

    private Task<ILookup<ChatId, string>> ReadAsync(params ChatId[] chats) => Registry.ReadAsync(chats, CancellationToken.None);
}
