using Chat.ServiceDefaults.Calls;
using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Tests.Calls;

public sealed class InternalSecretTests
{
    private const string Old = "the secret until now";
    private const string New = "the secret from now on";

    [Fact]
    public void The_other_secret_is_accepted_and_not_sent()
    {
        var secret = Of(New, Old);
        Assert.Equal(New, secret.Value);
        Assert.True(secret.Matches(New));
        Assert.True(secret.Matches(Old));
        Assert.False(secret.Matches("the secret of nobody"));
        Assert.False(secret.Matches(null));
    }

    [Fact]
    public void Replicas_before_and_after_an_exchange_understand_each_other()
    {
        var (before, during, after) = (Of(Old, New), Of(New, Old), Of(New, null));
        Assert.True(before.Matches(during.Value) && during.Matches(before.Value));
        Assert.True(during.Matches(after.Value) && after.Matches(during.Value));
    }

    [Fact]
    public void An_empty_other_secret_lets_nobody_in() => Assert.False(Of(New, "").Matches(""));

    [Theory]
    [InlineData("", null)]
    [InlineData("too short", null)]
    [InlineData(New, "too short")]
    public void A_short_secret_is_refused_at_the_start(string secret, string? other) =>
        Assert.Throws<InvalidOperationException>(() => Of(secret, other));

    private static InternalSecret Of(string secret, string? other) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Internal:Secret"] = secret, ["Internal:OtherSecret"] = other })
            .Build());
}
