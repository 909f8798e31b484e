using System.Net.Http.Headers;
using System.Net.Http.Json;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Stack.Tests.Wire;

/// <summary>A new user with one device, over plain REST.</summary>
internal sealed class Account : IDisposable
{
    private const string Password = "correct horse battery";

    private Account(HttpClient http, string userName, Tokens tokens)
    {
        Http = http;
        UserName = userName;
        Tokens = tokens;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
    }

    public HttpClient Http { get; }

    public string UserName { get; }

    public Tokens Tokens { get; }

    public UserId User => Tokens.UserId;

    public static async Task<Account> SignUpAsync(Uri edge, CancellationToken cancellation)
    {
        var userName = $"t-{Guid.NewGuid():N}"[..20];
        using var http = new HttpClient { BaseAddress = edge };
        using var created = await http.PostAsJsonAsync("/api/users", new CreateUserRequest(userName, Password), ChatJson.Default.CreateUserRequest, cancellation);
        created.EnsureSuccessStatusCode();
        return await LogInAsync(edge, userName, cancellation);
    }

    public static async Task<Account> LogInAsync(Uri edge, string userName, CancellationToken cancellation)
    {
        var http = new HttpClient { BaseAddress = edge };
        using var answer = await http.PostAsJsonAsync(
            "/api/tokens", new CreateTokenRequest(userName, Password, new TokenDevice("test")), ChatJson.Default.CreateTokenRequest, cancellation);
        answer.EnsureSuccessStatusCode();
        return new Account(http, userName, (await answer.Content.ReadFromJsonAsync(ChatJson.Default.Tokens, cancellation))!);
    }

    public async Task<ChatId> CreateGroupAsync(IEnumerable<Account> members, CancellationToken cancellation)
    {
        var request = new CreateChatRequest("group", [.. members.Select(member => member.User)], "Test");
        using var answer = await Http.PostAsJsonAsync("/api/chats", request, ChatJson.Default.CreateChatRequest, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(ChatJson.Default.ChatSummary, cancellation))!.ChatId;
    }

    public async Task<IReadOnlyList<Contracts.Hub.Message>> HistoryAsync(ChatId chat, CancellationToken cancellation) =>
        (await Http.GetFromJsonAsync($"/api/chats/{chat}/messages?limit=500&after=0", ChatJson.Default.IReadOnlyListMessage, cancellation))!;

    public void Dispose() => Http.Dispose();
}
