using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Chat.Messaging.Tests.Storage;

public sealed class ShardMapTests
{
    [Fact]
    public void Equal_ranges_are_the_default()
    {
        var map = new ShardMap(3);

        Assert.Equal([0, 0, 1, 1, 2, 2], new[] { 0, 85, 86, 170, 171, 255 }.Select(logical => map.DatabaseOf(new ChatId(256 + logical))));
    }

    [Fact]
    public void A_map_overrides_them()
    {
        var map = new ShardMap(2, "0-9=1; 10=0; 11-255=1");

        Assert.Equal([1, 0, 1, 1], new[] { 9, 10, 11, 255 }.Select(logical => map.DatabaseOf(new ChatId(256 + logical))));
    }

    [Theory]
    [InlineData("0-254=0")]
    [InlineData("0-256=0")]
    [InlineData("0-255=2")]
    [InlineData("0-127=0;128-255")]
    [InlineData("a-b=c")]
    public void A_map_with_a_hole_or_a_mistake_is_refused(string map) =>
        Assert.Throws<FormatException>(() => new ShardMap(2, map));

    [Fact]
    public void There_are_as_many_databases_as_connection_strings_without_a_gap()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:chat-0"] = "a",
                ["ConnectionStrings:chat-1"] = "b",
                ["ConnectionStrings:chat-3"] = "d",
            }).Build();

        Assert.Equal(2, ShardMap.Of(configuration).Databases);
    }
}
