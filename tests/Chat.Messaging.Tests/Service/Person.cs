using System.Net.Http.Headers;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Messaging.Tests.Service;

/// <summary>A user on a device, with a client that carries its access token.</summary>
public sealed record Person(string UserName, UserId Id, DeviceId Device, string RefreshToken, HttpClient Http)
{
    public const string Password = "correct horse battery";

    public static async Task<Person> CreateAsync(RunningService messaging)
    {
        var userName = NewName();
        using var anonymous = messaging.Client();
        var created = await anonymous.PostJsonAsync<UserCreated>("/api/users", new CreateUserRequest(userName, Password));
        var person = await SignInAsync(messaging, userName);
        return person.Id == created.UserId ? person : throw new InvalidOperationException("The token names another user.");
    }

    /// <summary>Another device of a user, unless one is named.</summary>
    public static async Task<Person> SignInAsync(RunningService messaging, string userName, DeviceId? device = null)
    {
        var client = messaging.Client();
        var tokens = await client.PostJsonAsync<Chat.Contracts.Rest.Tokens>("/api/tokens", new CreateTokenRequest(userName, Password, new TokenDevice("phone", device)));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return new Person(userName, tokens.UserId, tokens.DeviceId, tokens.RefreshToken, client);
    }

    public static string NewName() => $"user-{Guid.NewGuid():N}"[..20];

    public override string ToString() => UserName;
}
