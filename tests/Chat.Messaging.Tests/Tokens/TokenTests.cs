using System.Net.Http.Headers;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;
using TokenAnswer = Chat.Contracts.Rest.Tokens;

namespace Chat.Messaging.Tests.Tokens;

[Collection(RunningServiceCollection.Name)]
public sealed class TokenTests(RunningService messaging)
{
    private readonly HttpClient _anonymous = messaging.Client();

    [Fact]
    public async Task Each_sign_in_is_a_new_device_unless_it_names_one_of_the_users_own()
    {
        var first = await Person.CreateAsync(messaging);
        var second = await Person.SignInAsync(messaging, first.UserName);
        var again = await Person.SignInAsync(messaging, first.UserName, first.Device);

        Assert.NotEqual(first.Device, second.Device);
        Assert.Equal(first.Device, again.Device);
        Assert.Equal(first.Id, again.Id);
        await RefusedAsync(first.RefreshToken);
        await RefreshAsync(again.RefreshToken);
    }

    [Fact]
    public async Task The_answer_has_the_protocols_fields()
    {
        var person = await Person.CreateAsync(messaging);
        using var response = await _anonymous.PostAsync("/api/tokens", Json(
            $$$"""{"userName":"{{{person.UserName}}}","password":"{{{Person.Password}}}","device":{"name":"phone"}}"""));
        var body = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["accessToken", "deviceId", "expiresIn", "refreshToken", "userId"], body.Select(property => property.Key).Order());
        Assert.Equal(3600, (int?)body["expiresIn"]);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_alike()
    {
        var person = await Person.CreateAsync(messaging);
        var other = await Person.CreateAsync(messaging);
        var device = new TokenDevice("phone");
        CreateTokenRequest[] wrong =
        [
            new(person.UserName, "wrong password", device),
            new(person.UserName, new string('x', 1000), device),
            new(Person.NewName(), Person.Password, device),
            new("no name at all", Person.Password, device),
            new(person.UserName, Person.Password, new TokenDevice("phone", other.Device)),
            new(person.UserName, Person.Password, new TokenDevice("phone", new DeviceId(1))),
        ];
        foreach (var request in wrong)
            await _anonymous.RefusedAsync(HttpMethod.Post, "/api/tokens", request, 401, "bad-credentials");
    }

    [Theory]
    [InlineData("""{"userName":"a","password":"b"}""")]
    [InlineData("""{"userName":"a","device":{"name":"phone"}}""")]
    [InlineData("""{"password":"b","device":{"name":"phone"}}""")]
    [InlineData("""{"userName":"a","password":"b","device":{}}""")]
    [InlineData("""{"userName":"a","password":"b","device":{"name":" "}}""")]
    [InlineData("""{"userName":"a","password":"b","device":{"name":"\u0007"}}""")]
    [InlineData("""{"userName":"a","password":"b","device":"phone"}""")]
    [InlineData("""{"userName":"a","password":"b","device":{"name":"phone","deviceId":7}}""")]
    [InlineData("""{"userName":"a","password":{},"device":{"name":"phone"}}""")]
    [InlineData("")]
    public async Task A_sign_in_of_a_wrong_shape_is_a_bad_request(string body) =>
        await _anonymous.RefusedAsync(HttpMethod.Post, "/api/tokens", body, 400, "bad-request");

    [Fact]
    public async Task A_malformed_device_id_names_no_device()
    {
        var person = await Person.CreateAsync(messaging);
        await _anonymous.RefusedAsync(
            HttpMethod.Post,
            "/api/tokens",
            $$$"""{"userName":"{{{person.UserName}}}","password":"{{{Person.Password}}}","device":{"name":"a","deviceId":"nonsense"}}""",
            401,
            "bad-credentials");
    }

    [Fact]
    public async Task A_refreshed_token_works_and_rotates()
    {
        var person = await Person.CreateAsync(messaging);
        var next = await RefreshAsync(person.RefreshToken);

        Assert.Equal((person.Id, person.Device), (next.UserId, next.DeviceId));
        Assert.NotEqual(person.RefreshToken, next.RefreshToken);
        Assert.Equal(200, await StatusAsync(next.AccessToken));
        Assert.NotEqual(next.RefreshToken, (await RefreshAsync(next.RefreshToken)).RefreshToken);
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_to_the_last_byte_while_its_successor_is_unused()
    {
        var person = await Person.CreateAsync(messaging);
        var first = await RefreshTextAsync(person.RefreshToken);
        messaging.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(first, await RefreshTextAsync(person.RefreshToken));
        Assert.Equal(200, await StatusAsync(person));
    }

    [Fact]
    public async Task Refreshes_at_the_same_time_get_the_same_answer()
    {
        var person = await Person.CreateAsync(messaging);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RefreshTextAsync(person.RefreshToken)));
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_second_use_after_a_minute_revokes_the_device()
    {
        var person = await Person.CreateAsync(messaging);
        var next = await RefreshAsync(person.RefreshToken);
        messaging.Time.Advance(TimeSpan.FromSeconds(61));

        await RefusedAsync(person.RefreshToken);
        await RefusedAsync(next.RefreshToken);
        Assert.Equal(401, await StatusAsync(person));
        Assert.Equal(401, await StatusAsync(next.AccessToken));
    }

    [Fact]
    public async Task A_second_use_after_the_successor_was_used_revokes_that_device_alone()
    {
        var person = await Person.CreateAsync(messaging);
        var elsewhere = await Person.SignInAsync(messaging, person.UserName);
        var next = await RefreshAsync(person.RefreshToken);
        var afterNext = await RefreshAsync(next.RefreshToken);

        await RefusedAsync(person.RefreshToken);
        await RefusedAsync(afterNext.RefreshToken);
        Assert.Equal(401, await StatusAsync(afterNext.AccessToken));
        Assert.Equal(200, await StatusAsync(elsewhere));
        await RefreshAsync(elsewhere.RefreshToken);
    }

    [Fact]
    public async Task A_refresh_token_ends_after_90_days()
    {
        var person = await Person.CreateAsync(messaging);
        messaging.Time.Advance(TimeSpan.FromDays(90) + TimeSpan.FromSeconds(1));
        await RefusedAsync(person.RefreshToken);
    }

    [Theory]
    [InlineData("""{"refreshToken":"nonsense"}""", 401, "bad-refresh-token")]
    [InlineData("""{"refreshToken":""}""", 401, "bad-refresh-token")]
    [InlineData("""{}""", 400, "bad-request")]
    [InlineData("""{"refreshToken":null}""", 400, "bad-request")]
    [InlineData("""{"refreshToken":17}""", 400, "bad-request")]
    [InlineData("", 400, "bad-request")]
    public async Task A_refresh_without_a_good_token_is_refused(string body, int status, string code) =>
        await _anonymous.RefusedAsync(HttpMethod.Post, "/api/tokens/refresh", body, status, code);

    private async Task<TokenAnswer> RefreshAsync(string token) =>
        await _anonymous.PostJsonAsync<TokenAnswer>("/api/tokens/refresh", new RefreshTokenRequest(token));

    private async Task<string> RefreshTextAsync(string token)
    {
        using var response = await _anonymous.PostAsync("/api/tokens/refresh", Json($$"""{"refreshToken":"{{token}}"}"""));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    private Task RefusedAsync(string token) =>
        _anonymous.RefusedAsync(HttpMethod.Post, "/api/tokens/refresh", new RefreshTokenRequest(token), 401, "bad-refresh-token");

    private Task<int> StatusAsync(Person person) => StatusAsync(person.Http.DefaultRequestHeaders.Authorization!.Parameter!);

    private async Task<int> StatusAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/devices");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await _anonymous.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
