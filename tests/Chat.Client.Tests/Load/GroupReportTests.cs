using Chat.Load.Groups;

namespace Chat.Client.Tests.Load;

public sealed class GroupReportTests
{
    [Fact]
    public void What_an_offline_member_costs_is_the_difference_to_the_same_group_without_them()
    {
        var report = Of(members: 10_000, perMessage: 60_000).Against(Of(members: 2_000, perMessage: 40_000));

        Assert.Equal(2.5, report.ServerMicrosecondsPerOffline);
    }

    [Fact]
    public void A_group_passes_only_with_what_went_on_beside_it()
    {
        var report = Of(members: 10, perMessage: 1);
        Assert.True(report.Passed);
        Assert.False((report with { Beside = new BesideFigures(500, 1, 2, Passed: false) }).Passed);
        Assert.False((report with { Lost = 1 }).Passed);
    }

    private static GroupReport Of(int members, double perMessage) => new()
    {
        Kind = "group",
        Rooms = 1,
        Members = members,
        Online = 2_000,
        Window = 0,
        Seconds = 10,
        Messages = 20,
        Deliveries = 40_000,
        ServerMicrosecondsPerMessage = perMessage,
        ServerMicrosecondsPerDelivery = 20,
        ByProcess = new Dictionary<string, double>(),
        OwnMicrosecondsPerDelivery = 2,
        MemberP50Ms = 1,
        MemberP99Ms = 2,
        LastMemberP50Ms = 3,
        LastMemberP99Ms = 4,
        Lost = 0,
        OutOfOrder = 0,
        Twice = 0,
        Refused = 0,
        HeldBack = 0,
    };
}
