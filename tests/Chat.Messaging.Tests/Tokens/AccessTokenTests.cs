using System.Net.Http.Headers;
using System.Text;
using Chat.Contracts.Ids;
using Chat.Messaging.Tests.Service;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Chat.Messaging.Tests.Tokens;

[Collection(RunningServiceCollection.Name)]
public sealed class AccessTokenTests(RunningService messaging)
{
    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes(RunningService.SigningKey));

    [Fact]
    public async Task A_token_of_the_right_key_and_claims_is_taken()
    {
        var person = await Person.CreateAsync(messaging);
        await CheckAsync(Write(person.Id, person.Device), accepted: true);
    }

    [Fact]
    public async Task A_forged_or_expired_token_is_a_bad_token()
    {
        var person = await Person.CreateAsync(messaging);
        var other = await Person.CreateAsync(messaging);
        var good = Write(person.Id, person.Device);
        var parts = good.Split('.');
        string[] bad =
        [
            Write(person.Id, person.Device, expires: DateTime.UtcNow.AddMinutes(-1)),
            Write(person.Id, person.Device, issuer: "somebody"),
            Write(person.Id, person.Device, key: new SymmetricSecurityKey(Encoding.UTF8.GetBytes("another key, of at least 32 characters"))),
            Write(person.Id, person.Device, algorithm: SecurityAlgorithms.HmacSha512, key: new SymmetricSecurityKey(new byte[64])),
            Write(person.Id, other.Device),
            Write(other.Id, person.Device),
            Write(person.Id, default),
            Write(default, person.Device),
            Unsigned(parts[1]),
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{Base64UrlEncoder.Encode($$"""{"iss":"chat","sub":"{{other.Id}}","did":"{{other.Device}}","exp":4000000000}""")}.{parts[2]}",
            "nonsense",
        ];
        foreach (var token in bad)
            await CheckAsync(token, accepted: false);
    }

    [Fact]
    public async Task A_token_in_the_query_is_none_over_REST()
    {
        var person = await Person.CreateAsync(messaging);
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Get, $"/api/devices?access_token={Write(person.Id, person.Device)}", null, 401, "bad-token");
    }

    private async Task CheckAsync(string token, bool accepted)
    {
        using var client = messaging.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/api/devices");
        if (accepted)
            Assert.True(response.IsSuccessStatusCode);
        else
            await response.IsRefusedAsync(401, "bad-token");
    }

    private static string Unsigned(string payload) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{payload}.";

    private static string Write(
        UserId user, DeviceId device, DateTime? expires = null, string issuer = "chat", SymmetricSecurityKey? key = null,
        string algorithm = SecurityAlgorithms.HmacSha256) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Claims = new Dictionary<string, object> { ["sub"] = user.ToString(), ["did"] = device.ToString() },
            NotBefore = DateTime.UtcNow.AddHours(-1),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });
}
