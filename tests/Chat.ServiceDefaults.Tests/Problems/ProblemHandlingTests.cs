using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chat.Contracts.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.ServiceDefaults.Tests.Problems;

public sealed class ProblemHandlingTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(app =>
        {
            app.MapGet("/refused/{code}", string (string code) => throw new ChatException(code, "No."));
            app.MapGet("/broken", string () => throw new InvalidOperationException("password=hunter2"));
            app.MapGet("/away", string () => throw new DatabaseAway());
            app.MapGet("/status/{status:int}", (int status) => Results.StatusCode(status));
            app.MapPost("/body", (Body body) => body.Number);
        });
        _http.BaseAddress = _service.Address.Public;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData(ErrorCodes.WeakPassword, 400)]
    [InlineData(ErrorCodes.BadCredentials, 401)]
    [InlineData(ErrorCodes.NotAllowed, 403)]
    [InlineData(ErrorCodes.UserNameTaken, 409)]
    [InlineData(ErrorCodes.TooLarge, 413)]
    [InlineData(ErrorCodes.Unavailable, 503)]
    public Task A_refusal_is_a_problem_with_its_code(string code, int status) => AssertAsync(_http.GetAsync($"/refused/{code}"), status, code);

    [Fact]
    public Task To_who_is_no_member_there_is_no_chat() =>
        AssertAsync(_http.GetAsync($"/refused/{ErrorCodes.NotAMember}"), 404, ErrorCodes.ChatNotFound);

    [Fact]
    public Task A_database_that_is_away_is_unavailable() => AssertAsync(_http.GetAsync("/away"), 503, ErrorCodes.Unavailable);

    [Fact]
    public async Task A_defect_says_nothing_of_itself()
    {
        var response = await _http.GetAsync("/broken");
        Assert.DoesNotContain("hunter2", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await AssertAsync(Task.FromResult(response), 500, ErrorCodes.Unavailable);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"number":"x"}""")]
    public Task A_body_that_does_not_bind_is_a_bad_request(string body) =>
        AssertAsync(_http.PostAsync("/body", new StringContent(body, Encoding.UTF8, "application/json")), 400, ErrorCodes.BadRequest);

    [Fact]
    public Task A_body_of_another_type_is_refused() =>
        AssertAsync(_http.PostAsync("/body", new StringContent("x", Encoding.UTF8, "text/plain")), 415, ErrorCodes.BadRequest);

    [Fact]
    public Task An_unknown_address_is_not_found() => AssertAsync(_http.GetAsync("/nothing"), 404, ErrorCodes.NotFound);

    [Fact]
    public Task A_wrong_method_is_a_bad_request() => AssertAsync(_http.DeleteAsync("/body"), 405, ErrorCodes.BadRequest);

    [Theory]
    [InlineData(401, ErrorCodes.BadToken)]
    [InlineData(403, ErrorCodes.NotAllowed)]
    [InlineData(413, ErrorCodes.TooLarge)]
    [InlineData(429, ErrorCodes.RateLimited)]
    [InlineData(502, ErrorCodes.Unavailable)]
    [InlineData(503, ErrorCodes.Unavailable)]
    public Task A_bare_status_gets_a_code(int status, string code) => AssertAsync(_http.GetAsync($"/status/{status}"), status, code);

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task A_service_says_that_it_is_well(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(path)).StatusCode);

    private static async Task AssertAsync(Task<HttpResponseMessage> answer, int status, string code)
    {
        using var response = await answer;
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    private sealed record Body(int Number);

    private sealed class DatabaseAway : System.Data.Common.DbException
    {
        public override bool IsTransient => true;
    }
}
