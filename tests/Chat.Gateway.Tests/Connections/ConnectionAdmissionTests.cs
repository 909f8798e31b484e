using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Limiting;
using Chat.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Connections;

public sealed class ConnectionAdmissionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly GatewayLimits _limits = new() { MaxConnections = 2 };
    private double _load = 0.5;
    private int _reads;

    [Fact]
    public async Task Nobody_is_let_in_while_memory_runs_out_and_the_others_stay()
    {
        var table = new ConnectionTable(_limits);
        var admission = Admission(table);
        Assert.Null(await AdmitAsync(admission));

        _load = 0.91;
        _time.Advance(TimeSpan.FromSeconds(1));
        var refusal = await AdmitAsync(admission);
        Assert.Equal(CloseReasons.TooManyConnections, refusal!.Value.Reason);
        Assert.InRange(refusal.Value.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.Null(table.All.First().CloseReason);
    }

    [Fact]
    public void Memory_is_looked_at_once_a_second_and_recovers()
    {
        var memory = Memory();
        _load = 0.95;
        for (var i = 0; i < 100; i++)
            Assert.True(memory.IsHigh);
        Assert.Equal(1, _reads);

        _load = 0.85;
        Assert.True(memory.IsHigh);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(memory.IsHigh);
        Assert.Equal(2, _reads);
    }

    [Fact]
    public void The_runtime_says_how_much_of_its_memory_is_in_use()
    {
        GC.Collect();
        Assert.InRange(MemoryPressure.OfRuntime(), 0.001, 4);
    }

    [Fact]
    public async Task One_more_than_there_is_room_for_is_told_so()
    {
        var admission = Admission();
        Assert.Null(await AdmitAsync(admission));
        Assert.Null(await AdmitAsync(admission));
        Assert.Equal(CloseReasons.TooManyConnections, (await AdmitAsync(admission))!.Value.Reason);
        Assert.Equal(CloseReasons.UpgradeRequired, (await AdmitAsync(admission, version: "2"))!.Value.Reason);
    }

    [Theory]
    [InlineData(null, null, 0.90)]
    [InlineData("local", null, 0)]
    [InlineData("off", null, 0)]
    [InlineData("local", "0.5", 0.5)]
    public void A_machine_of_ones_own_is_not_watched_unless_asked_for(string? mode, string? configured, double load)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["CHAT_LIMITS"] = mode, ["Gateway:MaxMemoryLoad"] = configured }
                .Where(setting => setting.Value is not null)).Build();
        Assert.Equal(load, GatewayLimits.Of(configuration).MaxMemoryLoad);
    }

    private static Task<ConnectionAdmission.Refusal?> AdmitAsync(ConnectionAdmission admission, string? version = null) =>
        admission.AdmitAsync(Given.Connection(new FakeLink()), version, CancellationToken.None);

    private ConnectionAdmission Admission(ConnectionTable? table = null) => new(
        table ?? new ConnectionTable(_limits), Memory(), ChatLimits.Off,
        new ClusterLimiter(null!, _time, NullLogger<ClusterLimiter>.Instance));

    private MemoryPressure Memory() => new(_limits, _time, () =>
    {
        _reads++;
        return _load;
    });
}
