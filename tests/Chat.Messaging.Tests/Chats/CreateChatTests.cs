using System.Net;
using System.Text.Json.Nodes;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Chats;
using Chat.Messaging.Tests.Service;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Chats;

[Collection(RunningServiceCollection.Name)]
public sealed class CreateChatTests(RunningService messaging)
{
    [Fact]
    public async Task A_group_has_its_creator_as_owner_and_everybody_once()
    {
        var (ada, bob, cleo) = (await NewAsync(), await NewAsync(), await NewAsync());
        var chat = await ada.CreateGroupAsync(bob, cleo, bob, ada);

        Assert.Equal(new ChatSummary(chat.ChatId, "group", "Team", "owner", 3, 1, 0, 0, 0, 0, null), chat);
        Assert.Equal("owner member member", await bob.RolesAsync(chat.ChatId, ada, bob, cleo));
        Assert.Equal(chat with { Role = "member" }, await cleo.ChatAsync(chat.ChatId));
        Assert.Equal([chat.ChatId], (await bob.ChatsAsync()).Select(one => one.ChatId));
    }

    [Theory]
    [InlineData("group")]
    [InlineData("channel")]
    public async Task A_chat_of_oneself_without_a_title_has_no_such_field(string type)
    {
        var ada = await NewAsync();
        using var response = await ada.Http.PostAsync(
            "/api/chats", new StringContent($$"""{"type":"{{type}}","members":[]}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(
            ["chatId", "deliveredSeq", "firstSeq", "lastSeq", "memberCount", "readSeq", "role", "type", "unread"],
            body.Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.Equal(type, (string?)body["type"]);
        Assert.Equal($"/api/chats/{body["chatId"]}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Two_users_have_one_direct_chat_whoever_asks_and_however_often()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var first = await ada.OpenDirectAsync(bob);
        using var again = await bob.Http.PostAsync("/api/chats", Direct(ada.Id));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first.ChatId, (await again.ReadAsync<ChatSummary>()).ChatId);
        Assert.Equal(2, first.MemberCount);
        Assert.NotEqual(first.ChatId, (await ada.OpenDirectAsync(await NewAsync())).ChatId);
    }

    [Fact]
    public async Task A_direct_chat_opened_from_both_sides_at_once_is_one_and_created_once()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            i % 2 == 0 ? ada.Http.PostAsync("/api/chats", Direct(bob.Id)) : bob.Http.PostAsync("/api/chats", Direct(ada.Id))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        var chats = await Task.WhenAll(answers.Select(answer => answer.ReadAsync<ChatSummary>()));
        var chat = Assert.Single(chats.Select(one => one.ChatId).Distinct());
        Assert.Equal([chat], (await ada.ChatsAsync()).Select(one => one.ChatId));
        Assert.Equal([chat], (await bob.ChatsAsync()).Select(one => one.ChatId));
    }

    [Fact]
    public async Task A_direct_chat_whose_creation_was_cut_off_is_made_by_the_next_who_asks()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var pending = messaging.Services.GetRequiredService<IdGenerator>().Next<ChatId>();
        await PairAsync(ada, bob, pending);

        Assert.Equal(pending, (await bob.OpenDirectAsync(ada)).ChatId);
        Assert.Equal(pending, (await ada.OpenDirectAsync(bob)).ChatId);
    }

    [Fact]
    public async Task A_direct_chat_whose_id_another_chat_has_takes_a_new_one()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var group = await ada.CreateGroupAsync(bob);
        await PairAsync(ada, bob, group.ChatId);

        var direct = await bob.OpenDirectAsync(ada);
        Assert.Equal("direct", direct.Type);
        Assert.NotEqual(group.ChatId, direct.ChatId);
        Assert.Equal(direct.ChatId, (await ada.OpenDirectAsync(bob)).ChatId);
    }

    [Fact]
    public async Task An_id_that_is_in_use_makes_no_second_chat()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = await ada.CreateGroupAsync(bob);
        var chats = messaging.Services.GetRequiredService<NewChat>();

        Assert.False(await chats.TryCreateAsync(
            chat.ChatId, ChatType.Group, "Other", bob.Id, [], new HashSet<UserId>(), CancellationToken.None));
        Assert.Equal(chat, await ada.ChatAsync(chat.ChatId));
    }

    [Theory]
    [InlineData("""{"type":"crowd","members":["BOB"]}""", 400, "bad-request")]
    [InlineData("""{"type":1,"members":["BOB"]}""", 400, "bad-request")]
    [InlineData("""{"members":["BOB"]}""", 400, "bad-request")]
    [InlineData("""{"type":"group"}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":null}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":"BOB"}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":[null]}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":[7]}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":["BOB"],"title":7}""", 400, "bad-request")]
    [InlineData("""{"type":"group","members":["BOB"],"title":"a\u0000b"}""", 400, "bad-request")]
    [InlineData("""{"type":"direct","members":[]}""", 400, "bad-request")]
    [InlineData("""{"type":"direct","members":["ME"]}""", 400, "bad-request")]
    [InlineData("""{"type":"direct","members":["BOB","u_00000000001"]}""", 400, "bad-request")]
    [InlineData("""{"type":"direct","members":["u_00000000001"]}""", 404, "user-not-found")]
    [InlineData("""{"type":"group","members":["BOB","u_00000000001"]}""", 404, "user-not-found")]
    [InlineData("""{"type":"group","members":["nonsense"]}""", 404, "user-not-found")]
    [InlineData("""{"type":"group","members":[""", 400, "bad-request")]
    [InlineData("", 400, "bad-request")]
    public async Task Bad_input_is_refused_with_its_code(string body, int status, string code)
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var text = body.Replace("BOB", bob.Id.ToString(), StringComparison.Ordinal).Replace("ME", ada.Id.ToString(), StringComparison.Ordinal);
        await ada.Http.RefusedAsync(HttpMethod.Post, "/api/chats", text, status, code);
        Assert.Empty(await ada.ChatsAsync());
    }

    [Fact]
    public async Task Too_long_a_title_and_too_many_members_are_refused()
    {
        var ada = await NewAsync();
        await ada.Http.RefusedAsync(
            HttpMethod.Post, "/api/chats", new CreateChatRequest("group", [], new string('x', 257)), 400, "bad-request");
        await ada.Http.RefusedAsync(
            HttpMethod.Post, "/api/chats", new CreateChatRequest("group", [.. Enumerable.Range(1, 10_000).Select(i => new UserId(i))]), 409, "too-many-members");
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private async Task PairAsync(Person one, Person other, ChatId chat)
    {
        await using var command = messaging.Shards.Directory.CreateCommand("INSERT INTO direct_chat VALUES ($1, $2, $3)");
        command.Parameters.AddWithValue(Math.Min(one.Id.Value, other.Id.Value));
        command.Parameters.AddWithValue(Math.Max(one.Id.Value, other.Id.Value));
        command.Parameters.AddWithValue(chat.Value);
        await command.ExecuteNonQueryAsync();
    }

    private static StringContent Direct(UserId other) =>
        new($$"""{"type":"direct","members":["{{other}}"]}""", System.Text.Encoding.UTF8, "application/json");
}
