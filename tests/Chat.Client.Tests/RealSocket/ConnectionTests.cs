using System.Net;
using Chat.Client.Tests.Server;
using Chat.Contracts.Hub;
using Chat.Testing;

namespace Chat.Client.Tests.RealSocket;

/// <summary>What ends a connection, and how the next one comes about.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private TwoDevices _two = null!;

    public async Task InitializeAsync() => _two = await TwoDevices.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task A_second_connection_of_the_device_stops_the_first()
    {
        await _two.Connect();
        await using var second = new ChatClient(_two.Anna.Account);
        await second.ConnectAsync();

        Assert.Equal(StopReason.Replaced, await _two.Anna.Client.Stopped.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<ClientStoppedException>(() => _two.AnnaSends("late"));
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_before_the_reconnect()
    {
        await _two.Connect();
        _two.Server.ExpireTokens();
        await _two.Server.Chats.CloseAsync(_two.Anna.Account.DeviceId, new Closing(CloseReasons.TokenExpired, null));

        await _two.AnnaSends("one");

        Assert.Equal(1, _two.Server.Refreshes);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_refused_negotiation_is_tried_again_when_the_server_says(HttpStatusCode status)
    {
        _two.Server.Refusals.Enqueue((status, 1));
        _two.Server.Refusals.Enqueue((HttpStatusCode.Unauthorized, null));
        var before = TimeProvider.System.GetTimestamp();

        await _two.Anna.Client.ConnectAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromSeconds(1));
        Assert.Equal(1, _two.Server.Refreshes);
    }

    [Fact]
    public async Task A_living_connection_is_renewed_before_its_token_expires()
    {
        await using var server = await FakeServer.StartAsync(expiresIn: 1);
        await using var device = await TestDevice.CreateAsync(server.Edge, "anna");
        await device.Client.ConnectAsync();

        await Eventually.True(() => server.Chats.Renewals.Contains(device.Account.Tokens.AccessToken));
        Assert.Equal(1, server.Chats.Connections);
    }
}
