using Chat.ServiceDefaults.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.ServiceDefaults.Tests.Authentication;

public sealed class SigningKeyTests
{
    private const string Old = "a key of 32 characters until now";
    private const string New = "a key of 32 characters, the next";

    [Theory]
    [InlineData(Old, New)]
    [InlineData(New, Old)]
    public async Task A_token_of_either_key_is_good_while_they_are_exchanged(string key, string other)
    {
        Assert.True(await IsValidAsync(TokenOf(Old), Configuration(key, other)));
        Assert.True(await IsValidAsync(TokenOf(New), Configuration(key, other)));
    }

    [Fact]
    public async Task A_token_of_the_old_key_is_good_no_more_when_it_is_gone() =>
        Assert.False(await IsValidAsync(TokenOf(Old), Configuration(New, null)));

    [Fact]
    public void Tokens_are_signed_with_the_first() =>
        Assert.Equal(New, System.Text.Encoding.UTF8.GetString(SigningKey.Of(Configuration(New, Old)).Key));

    [Theory]
    [InlineData("short", null)]
    [InlineData(New, "short")]
    public void A_short_key_is_refused(string key, string? other) =>
        Assert.Throws<InvalidOperationException>(() => SigningKey.Accepted(Configuration(key, other)));

    private static async Task<bool> IsValidAsync(string token, IConfiguration configuration) =>
        (await new JsonWebTokenHandler().ValidateTokenAsync(token, TokenValidation.Parameters(configuration))).IsValid;

    private static string TokenOf(string key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = SigningKey.Issuer,
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(SigningKey.Of(Configuration(key, null)), SecurityAlgorithms.HmacSha256),
    });

    private static IConfiguration Configuration(string key, string? other) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Auth:SigningKey"] = key, ["Auth:OtherSigningKey"] = other })
            .Build();
}
