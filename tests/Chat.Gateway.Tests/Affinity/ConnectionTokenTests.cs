using Chat.Contracts.Hub;
using Xunit;

namespace Chat.Gateway.Tests.Affinity;

public sealed class ConnectionTokenTests
{
    [Fact]
    public void A_token_names_its_instance()
    {
        Assert.True(ConnectionToken.TryParse(ConnectionToken.Append("a-B_9", "gateway-1f"), out var token, out var instance));
        Assert.Equal(("a-B_9", "gateway-1f"), (token, instance));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("token")]
    [InlineData("token.")]
    [InlineData(".gateway-1")]
    public void What_names_no_instance_is_none(string? text) => Assert.False(ConnectionToken.TryParse(text, out _, out _));
}
