using Chat.ServiceDefaults.Limiting;
using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Tests.Limiting;

public sealed class ChatLimitsTests
{
    [Fact]
    public void Production_has_its_defaults_and_every_one_may_be_moved()
    {
        Assert.Equal(new ChatLimits(), Of());
        Assert.Equal(new ChatLimits { SendsPerSecond = 0.5, MemberBurst = 7 }, Of(("Limits:SendsPerSecond", "0.5"), ("Limits:MemberBurst", "7")));
    }

    [Fact]
    public void The_local_ones_are_larger_and_may_be_moved_too()
    {
        var local = Of(("CHAT_LIMITS", "local"));
        Assert.Equal((2_000, 10_000), (local.SendsPerSecond, local.SendBurst));
        Assert.Equal(local with { SendBurst = 3 }, Of(("CHAT_LIMITS", "local"), ("Limits:SendBurst", "3")));
        Assert.Equal(local, Of(("CHAT_LIMITS", "local")));
    }

    [Fact]
    public void Off_takes_all_away_whatever_else_is_said()
    {
        var off = Of(("CHAT_LIMITS", "off"), ("Limits:SendsPerSecond", "1"));
        ClusterLimit[] limits =
        [
            ClusterLimit.Connects(off), ClusterLimit.Chats(off), ClusterLimit.Members(off), ClusterLimit.SignIns(off),
            ClusterLimit.SignUps(off), ClusterLimit.Tokens(off),
        ];
        Assert.All(limits, limit => Assert.False(limit.Rate.IsLimited));
        Assert.False(off.Sends.IsLimited || off.Invocations.IsLimited);
    }

    [Fact]
    public void A_word_that_is_none_stops_the_start() => Assert.Throws<InvalidOperationException>(() => Of(("CHAT_LIMITS", "of")));

    private static ChatLimits Of(params (string Key, string Value)[] settings) => ChatLimits.Of(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build());
}
