using System.Net;
using System.Text.Json.Nodes;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Users;

[Collection(RunningServiceCollection.Name)]
public sealed class UserTests(RunningService messaging)
{
    [Fact]
    public async Task A_new_user_is_seen_by_others_under_id_and_name_of_any_case()
    {
        using var anonymous = messaging.Client();
        var other = await Person.CreateAsync(messaging);
        var name = Person.NewName();
        var created = await anonymous.PostJsonAsync<UserCreated>("/api/users", new CreateUserRequest(name, Person.Password, "Ada Lovelace"));

        var expected = new User(created.UserId, name, "Ada Lovelace");
        Assert.Equal(expected, await other.Http.GetAsync<User>($"/api/users/{created.UserId}"));
        Assert.Equal(expected, await other.Http.GetAsync<User>($"/api/users?userName={name.ToUpperInvariant()}"));
    }

    [Fact]
    public async Task Creation_answers_201_with_the_id_alone_and_the_name_stands_in_for_a_display_name()
    {
        using var anonymous = messaging.Client();
        var name = Person.NewName();
        using var response = await anonymous.PostAsync("/api/users", Json($$"""{"userName":"{{name}}","password":"{{Person.Password}}","extra":1}"""));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["userId"], body.Select(property => property.Key));
        Assert.StartsWith("u_", (string?)body["userId"], StringComparison.Ordinal);

        var reader = await Person.CreateAsync(messaging);
        Assert.Equal(name, (await reader.Http.GetAsync<User>(response.Headers.Location!.ToString())).DisplayName);
    }

    [Fact]
    public async Task A_name_is_given_once_regardless_of_case_and_of_who_is_first()
    {
        using var anonymous = messaging.Client();
        var name = Person.NewName();
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => anonymous.PostAsync(
            "/api/users", Json($$"""{"userName":"{{(i % 2 == 0 ? name : name.ToUpperInvariant())}}","password":"{{Person.Password}}"}"""))));

        Assert.Single(attempts, attempt => attempt.StatusCode == HttpStatusCode.Created);
        foreach (var refused in attempts.Where(attempt => attempt.StatusCode != HttpStatusCode.Created))
            await refused.IsRefusedAsync(409, "user-name-taken");
    }

    [Theory]
    [InlineData("""{"userName":"ab","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"_abc","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"with space","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"mañana","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"trailing\n","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"a123456789a123456789a123456789abc","password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":null,"password":"correct horse"}""", "bad-user-name")]
    [InlineData("""{"userName":"abc.def","password":"short 7"}""", "weak-password")]
    [InlineData("""{"userName":"abc.defgh","password":"ABC.defgh"}""", "weak-password")]
    [InlineData("""{"userName":"abc.def"}""", "weak-password")]
    [InlineData("""{"userName":"abc.def","password":"correct horse","displayName":"a\u0000b"}""", "bad-request")]
    [InlineData("""{"userName":"abc.def","password":12345678}""", "bad-request")]
    [InlineData("""{"userName":["abc"],"password":"correct horse"}""", "bad-request")]
    [InlineData("""{"userName":"\ud800abc","password":"correct horse"}""", "bad-request")]
    [InlineData("""{"userName":"abc.def","password":"correct horse""", "bad-request")]
    [InlineData("[]", "bad-request")]
    [InlineData("null", "bad-request")]
    [InlineData("\"text\"", "bad-request")]
    [InlineData("", "bad-request")]
    public async Task Bad_input_is_refused_with_its_code(string body, string code)
    {
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", body, 400, code);
    }

    [Fact]
    public async Task Too_much_text_is_refused()
    {
        using var anonymous = messaging.Client();
        var name = Person.NewName();
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", new CreateUserRequest(name, new string('x', 129)), 400, "weak-password");
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", new CreateUserRequest(name, Person.Password, new string('x', 257)), 400, "bad-request");
    }

    [Fact]
    public async Task A_body_that_is_absent_or_no_JSON_by_its_type_is_a_bad_request()
    {
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", null, 400, "bad-request");
        using var text = new StringContent("""{"userName":"abc.def","password":"correct horse"}""");
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", text, 400, "bad-request");
        using var form = new FormUrlEncodedContent([new("userName", "abc.def")]);
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", form, 400, "bad-request");
        using var latin = new StringContent("{}", System.Text.Encoding.Latin1, "application/json");
        latin.Headers.ContentType!.CharSet = "no-such-charset";
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", latin, 400, "bad-request");
    }

    [Fact]
    public async Task A_body_beyond_a_mebibyte_is_too_large()
    {
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Post, "/api/users", new CreateUserRequest("abc.def", new string('x', 1024 * 1024)), 413, "too-large");
    }

    [Theory]
    [InlineData("/api/users/u_00000000001", 404, "user-not-found")]
    [InlineData("/api/users/nonsense", 404, "user-not-found")]
    [InlineData("/api/users/d_00000000001", 404, "user-not-found")]
    [InlineData("/api/users?userName=nobody-of-this-name", 404, "user-not-found")]
    [InlineData("/api/users?userName=a%00b", 404, "user-not-found")]
    [InlineData("/api/users", 400, "bad-request")]
    [InlineData("/api/nowhere", 404, "not-found")]
    public async Task Users_that_are_not_there_are_not_found(string path, int status, string code)
    {
        var person = await Person.CreateAsync(messaging);
        await person.Http.RefusedAsync(HttpMethod.Get, path, null, status, code);
    }

    [Fact]
    public async Task Users_are_not_shown_without_a_token()
    {
        using var anonymous = messaging.Client();
        await anonymous.RefusedAsync(HttpMethod.Get, "/api/users/u_00000000001", null, 401, "bad-token");
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
