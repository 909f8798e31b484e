using System.Text;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Media.Tests.Service;

internal static class TestTokens
{
    public const string Key = "a key for tests, of at least 32 characters";

    public static string Of(UserId user, DeviceId device) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = SigningKey.Issuer,
        Claims = new Dictionary<string, object> { ["sub"] = user.ToString(), ["did"] = device.ToString() },
        Expires = DateTime.UtcNow.AddHours(1),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)), SecurityAlgorithms.HmacSha256),
    });
}
