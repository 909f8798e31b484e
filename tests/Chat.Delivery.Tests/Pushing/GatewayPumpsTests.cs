using Chat.Delivery.Pushing;
using Chat.Testing.Time;

namespace Chat.Delivery.Tests.Pushing;

public sealed class GatewayPumpsTests : IAsyncLifetime
{
    private readonly GatewayPumps _pumps;
    private int _reads;
    private string[] _leased = [];

    public GatewayPumpsTests()
    {
        var gateways = new FakeGateways(new ManualTimeProvider());
        _pumps = new GatewayPumps(gateways.Start, _ =>
        {
            _reads++;
            _pumps!.Update([.. _leased.Select(FakeGateways.Instance)]);
            return Task.CompletedTask;
        });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _pumps.DisposeAsync();

    [Fact]
    public async Task A_gateway_that_was_never_heard_of_is_looked_for_once()
    {
        _leased = ["gateway-a"];
        await _pumps.KnowAsync(["gateway-a", "gateway-dead"], CancellationToken.None);
        await _pumps.KnowAsync(["gateway-a", "gateway-dead"], CancellationToken.None);

        Assert.Equal(1, _reads);
        Assert.NotNull(_pumps.Find("gateway-a"));
        Assert.Null(_pumps.Find("gateway-dead"));
    }

    [Fact]
    public void A_gateway_that_comes_back_under_its_id_sees_its_numbers_jump()
    {
        _pumps.Update([FakeGateways.Instance("gateway-a")]);
        Assert.Equal(1, _pumps.Find("gateway-a")!.Numbers.Next());
        _pumps.Update([]);
        Assert.Null(_pumps.Find("gateway-a"));
        _pumps.Update([FakeGateways.Instance("gateway-a")]);

        Assert.Equal(3, _pumps.Find("gateway-a")!.Numbers.Next());
    }
}
