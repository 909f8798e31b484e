using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Chat.ServiceDefaults.Limiting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Limiting;

/// <summary>The defaults of production; what tests would need too long to use up is taken from the limit beforehand.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class RestLimitTests(RunningService messaging)
{
    private readonly ChatLimits _limits = new();

    [Fact]
    public async Task A_user_creates_so_many_chats_and_is_told_when_there_may_be_more()
    {
        var (owner, other) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        await TakeAsync(ClusterLimit.Chats(_limits), owner.Id.ToString(), _limits.ChatBurst - 2);
        await owner.CreateGroupAsync(other);
        await owner.CreateGroupAsync(other);

        var request = new CreateChatRequest("group", [other.Id], "One more");
        using var refused = await owner.Http.PostAsync("/api/chats", Answers.Json(request));
        await refused.IsRefusedAsync(429, "rate-limited");
        // One in ten seconds.
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        await other.CreateGroupAsync(owner);
    }

    [Fact]
    public async Task Added_members_count_by_their_number_in_new_chats_too()
    {
        var owner = await Person.CreateAsync(messaging);
        Person[] others = [await Person.CreateAsync(messaging), await Person.CreateAsync(messaging)];
        var chat = await owner.CreateGroupAsync(others[0]);
        await TakeAsync(ClusterLimit.Members(_limits), owner.Id.ToString(), _limits.MemberBurst - 2);

        var add = new AddMembersRequest([others[0].Id, others[1].Id]);
        await owner.Http.RefusedAsync(HttpMethod.Post, $"/api/chats/{chat.ChatId}/members", add, 429, "rate-limited");
        await owner.AddAsync(chat.ChatId, others[1]);
        await owner.Http.RefusedAsync(
            HttpMethod.Post, "/api/chats", new CreateChatRequest("group", [others[0].Id], "Two"), 429, "rate-limited");
    }

    [Fact]
    public async Task A_name_has_so_many_attempts_to_sign_in_in_whatever_case()
    {
        var person = await Person.CreateAsync(messaging);
        using var anonymous = messaging.Client();
        await TakeAsync(ClusterLimit.SignIns(_limits), person.UserName, _limits.SignInBurst - 2);

        var wrong = new CreateTokenRequest(person.UserName, "not the password", new TokenDevice("phone"));
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/tokens", wrong, 401, "bad-credentials");
        await anonymous.RefusedAsync(
            HttpMethod.Post, "/api/tokens", wrong with { UserName = person.UserName.ToUpperInvariant() }, 429, "rate-limited");
    }

    [Fact]
    public async Task An_address_has_so_many_new_users_and_tokens()
    {
        using var client = messaging.Client();
        const string Address = "203.0.113.200";
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        await TakeAsync(ClusterLimit.SignUps(_limits), Address, _limits.SignUpBurst - 1);
        await TakeAsync(ClusterLimit.Tokens(_limits), Address, _limits.TokenBurst);

        await client.PostJsonAsync<UserCreated>("/api/users", new CreateUserRequest(Person.NewName(), Person.Password));
        await client.RefusedAsync(
            HttpMethod.Post, "/api/users", new CreateUserRequest(Person.NewName(), Person.Password), 429, "rate-limited");
        await client.RefusedAsync(HttpMethod.Post, "/api/tokens/refresh", new RefreshTokenRequest("any"), 429, "rate-limited");

        using var elsewhere = messaging.Client();
        await elsewhere.PostJsonAsync<UserCreated>("/api/users", new CreateUserRequest(Person.NewName(), Person.Password));
    }

    private async Task TakeAsync(ClusterLimit limit, string id, int cost) =>
        Assert.Null(await messaging.Services.GetRequiredService<ClusterLimiter>().TakeAsync(limit, id, cost, CancellationToken.None));
}
