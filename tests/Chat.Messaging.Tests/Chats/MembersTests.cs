using System.Diagnostics;
using System.Net;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Chats;

[Collection(RunningServiceCollection.Name)]
public sealed class MembersTests(RunningService messaging)
{
    [Fact]
    public async Task Members_stand_by_user_id_and_page()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => NewAsync()));
        var chat = (await people[0].CreateGroupAsync(people[1..])).ChatId;

        var expected = people.Select(person => person.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, (await people[3].MembersAsync(chat)).Select(member => member.UserId));
        var first = await people[3].MembersAsync(chat, "?limit=2");
        var second = await people[3].MembersAsync(chat, $"?limit=2&after={first[^1].UserId}");
        var third = await people[3].MembersAsync(chat, $"?limit=2000&after={second[^1].UserId}");
        Assert.Equal(expected, first.Concat(second).Concat(third).Select(member => member.UserId));
    }

    [Fact]
    public async Task Adding_again_changes_nothing()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        var before = await StateAsync(chat);
        await ada.AddAsync(chat, bob, ada, bob);
        await ada.AddAsync(chat);
        Assert.Equal(before, await StateAsync(chat));
    }

    [Fact]
    public async Task Versions_rise_with_each_change()
    {
        var (ada, bob, cleo) = (await NewAsync(), await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await ada.AddAsync(chat, bob, cleo);
        Assert.Equal((3, 3L, 3L), await StateAsync(chat));
        await ada.RemoveAsync(chat, bob);
        Assert.Equal((2, 4L, 4L), await StateAsync(chat));
        await ada.NameAsync(chat, cleo, "admin");
        Assert.Equal((2, 4L, 5L), await StateAsync(chat));
        await ada.Http.ChangeAsync(HttpMethod.Patch, $"/api/chats/{chat}", new RenameChatRequest("New"));
        await ada.Http.ChangeAsync(HttpMethod.Patch, $"/api/chats/{chat}", new RenameChatRequest("New"));
        Assert.Equal((2, 4L, 6L), await StateAsync(chat));
        Assert.Equal("New", (await cleo.ChatAsync(chat)).Title);
        await ada.RemoveAsync(chat, ada);
        Assert.Equal((1, 5L, 8L), await StateAsync(chat));
    }

    [Fact]
    public async Task A_thousand_members_are_added_at_once_and_10_000_are_the_most()
    {
        var ada = await NewAsync();
        var users = await Invented.UsersAsync(messaging, 10_000);
        var chat = (await ada.CreateGroupAsync()).ChatId;

        var watch = Stopwatch.StartNew();
        await AddIdsAsync(ada, chat, users[..1000]);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2_000);
        Assert.Equal(1001, (await ada.ChatAsync(chat)).MemberCount);
        Assert.Equal(1000, (await ada.MembersAsync(chat)).Count);

        await AddIdsAsync(ada, chat, users[..9_999]);
        await ada.Http.RefusedAsync(
            HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([users[9_999]]), 409, "too-many-members");
        Assert.Equal(10_000, (await ada.ChatAsync(chat)).MemberCount);
        await AddIdsAsync(ada, chat, users[..9_999]);
    }

    [Fact]
    public async Task Members_added_and_removed_at_once_leave_one_state_that_counts_itself()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => NewAsync()));
        var (ada, others) = (people[0], people[1..]);
        var chat = (await ada.CreateGroupAsync()).ChatId;
        var calls = Enumerable.Range(0, 40).Select(async i =>
        {
            var other = others[i % others.Length];
            using var response = i % 3 == 2
                ? await ada.Http.DeleteAsync($"/api/chats/{chat}/members/{other.Id}")
                : await ada.Http.PostAsync($"/api/chats/{chat}/members", Answers.Json(new AddMembersRequest([.. others.Select(one => one.Id)])));
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.NotFound]);
            if (i % 5 == 0)
                await messaging.SendAsync(ada, chat);
        });
        await Task.WhenAll(calls);

        var members = await ada.MembersAsync(chat);
        Assert.Equal(members.Count, members.Select(member => member.UserId).Distinct().Count());
        var (count, membershipVersion, version) = await StateAsync(chat);
        Assert.Equal(members.Count, count);
        Assert.Equal(membershipVersion, version);
        foreach (var other in others)
            Assert.Equal(members.Any(member => member.UserId == other.Id), (await other.ChatsAsync()).Count == 1);
    }

    [Fact]
    public async Task The_owner_who_leaves_is_followed_by_the_longest_standing_admin_then_member()
    {
        var (ada, bob, cleo, dan) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(dan)).ChatId;
        await ada.AddAsync(chat, cleo);
        await ada.AddAsync(chat, bob);
        await ada.NameAsync(chat, bob, "admin");

        await ada.RemoveAsync(chat, ada);
        Assert.Equal("- owner member member", await dan.RolesAsync(chat, ada, bob, cleo, dan));
        await bob.RemoveAsync(chat, bob);
        Assert.Equal("member owner", await dan.RolesAsync(chat, cleo, dan));
        await dan.RemoveAsync(chat, dan);
        Assert.Equal("owner", (await cleo.ChatAsync(chat)).Role);
        await cleo.RemoveAsync(chat, cleo);
        Assert.Equal(0, (await StateAsync(chat)).Members);
    }

    [Fact]
    public async Task Naming_an_owner_hands_ownership_over()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await ada.NameAsync(chat, bob, "owner");
        Assert.Equal("admin owner", await ada.RolesAsync(chat, ada, bob));
        await bob.NameAsync(chat, ada, "member");
        Assert.Equal("member owner", await ada.RolesAsync(chat, ada, bob));
    }

    // Who (owner, admin, member, stranger) does what to whom, and what comes of it.
    [Theory]
    [InlineData("owner", "rename", 204)]
    [InlineData("admin", "rename", 204)]
    [InlineData("member", "rename", 403)]
    [InlineData("stranger", "rename", 404)]
    [InlineData("owner", "add", 204)]
    [InlineData("admin", "add", 204)]
    [InlineData("member", "add", 403)]
    [InlineData("stranger", "add", 404)]
    [InlineData("owner", "remove admin", 204)]
    [InlineData("owner", "remove member", 204)]
    [InlineData("admin", "remove member", 204)]
    [InlineData("admin", "remove owner", 403)]
    [InlineData("admin", "remove otherAdmin", 403)]
    [InlineData("admin", "remove admin", 204)]
    [InlineData("member", "remove otherMember", 403)]
    [InlineData("member", "remove stranger", 403)]
    [InlineData("member", "remove member", 204)]
    [InlineData("stranger", "remove stranger", 404)]
    [InlineData("stranger", "remove member", 404)]
    [InlineData("owner", "remove stranger", 404)]
    [InlineData("owner", "remove nonsense", 404)]
    [InlineData("owner", "role member admin", 204)]
    [InlineData("owner", "role admin member", 204)]
    [InlineData("owner", "role owner owner", 204)]
    [InlineData("owner", "role owner member", 403)]
    [InlineData("owner", "role stranger admin", 404)]
    [InlineData("owner", "role nonsense admin", 404)]
    [InlineData("owner", "role member king", 400)]
    [InlineData("admin", "role member admin", 403)]
    [InlineData("member", "role member admin", 403)]
    [InlineData("stranger", "role member admin", 404)]
    public async Task Roles_decide(string who, string what, int status)
    {
        var names = (string[])["owner", "admin", "otherAdmin", "member", "otherMember", "stranger"];
        var people = (await Task.WhenAll(names.Select(async name => (name, Person: await NewAsync())))).ToDictionary(one => one.name, one => one.Person);
        var owner = people["owner"];
        var chat = (await owner.CreateGroupAsync(people["admin"], people["otherAdmin"], people["member"], people["otherMember"])).ChatId;
        await owner.NameAsync(chat, people["admin"], "admin");
        await owner.NameAsync(chat, people["otherAdmin"], "admin");

        var words = what.Split(' ');
        var target = words.Length > 1 ? people.GetValueOrDefault(words[1])?.Id.ToString() ?? words[1] : "";
        var (method, path, body) = words[0] switch
        {
            "rename" => (HttpMethod.Patch, "", (object?)new RenameChatRequest("New")),
            "add" => (HttpMethod.Post, "/members", new AddMembersRequest([people["otherMember"].Id])),
            "remove" => (HttpMethod.Delete, $"/members/{target}", null),
            _ => (HttpMethod.Put, $"/members/{target}", new ChangeRoleRequest(words[2])),
        };
        if (status == 204)
        {
            await people[who].Http.ChangeAsync(method, $"/api/chats/{chat}{path}", body);
            return;
        }

        var code = status switch { 400 => "bad-request", 403 => "not-allowed", _ => who == "stranger" ? "chat-not-found" : "user-not-found" };
        await people[who].Http.RefusedAsync(method, $"/api/chats/{chat}{path}", body, status, code);
    }

    [Fact]
    public async Task A_direct_chat_keeps_its_members_roles_and_no_title()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = $"/api/chats/{(await ada.OpenDirectAsync(bob)).ChatId}";
        await ada.Http.RefusedAsync(HttpMethod.Patch, chat, new RenameChatRequest("New"), 409, "not-a-group");
        await ada.Http.RefusedAsync(HttpMethod.Post, $"{chat}/members", new AddMembersRequest([bob.Id]), 409, "not-a-group");
        await ada.Http.RefusedAsync(HttpMethod.Delete, $"{chat}/members/{ada.Id}", null, 409, "not-a-group");
        await ada.Http.RefusedAsync(HttpMethod.Put, $"{chat}/members/{bob.Id}", new ChangeRoleRequest("admin"), 409, "not-a-group");
    }

    [Theory]
    [InlineData("GET", "/members?limit=0", null, 400, "bad-request")]
    [InlineData("GET", "/members?after=c_00000000001", null, 400, "bad-request")]
    [InlineData("POST", "/members", "{}", 400, "bad-request")]
    [InlineData("POST", "/members", """{"userIds":"all"}""", 400, "bad-request")]
    [InlineData("POST", "/members", """{"userIds":[{}]}""", 400, "bad-request")]
    [InlineData("POST", "/members", """{"userIds":["u_00000000001"]}""", 404, "user-not-found")]
    [InlineData("POST", "/members", """{"userIds":["nonsense"]}""", 404, "user-not-found")]
    [InlineData("POST", "/members", null, 400, "bad-request")]
    [InlineData("PATCH", "", "{}", 400, "bad-request")]
    [InlineData("PATCH", "", """{"title":" "}""", 400, "bad-request")]
    [InlineData("PATCH", "", """{"title":["a"]}""", 400, "bad-request")]
    [InlineData("PATCH", "", """{"title":"a\nb"}""", 400, "bad-request")]
    [InlineData("PUT", "/members/u_00000000001", "{}", 400, "bad-request")]
    [InlineData("PUT", "/members/u_00000000001", """{"role":1}""", 400, "bad-request")]
    [InlineData("PUT", "/members", """{"role":"admin"}""", 405, "bad-request")]
    public async Task Bad_input_is_refused_with_its_code(string method, string path, string? body, int status, string code)
    {
        var ada = await NewAsync();
        var chat = (await ada.CreateGroupAsync()).ChatId;
        await ada.Http.RefusedAsync(new HttpMethod(method), $"/api/chats/{chat}{path}", body, status, code);
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "/members", null)]
    [InlineData("GET", "/messages", null)]
    [InlineData("GET", "/messages/1/receipts", null)]
    [InlineData("GET", "/receipts", null)]
    [InlineData("PATCH", "", """{"title":"New"}""")]
    [InlineData("POST", "/members", """{"userIds":["u_00000000001"]}""")]
    [InlineData("DELETE", "/members/u_00000000001", null)]
    [InlineData("PUT", "/members/u_00000000001", """{"role":"admin"}""")]
    public async Task Other_peoples_chats_and_those_that_do_not_exist_are_not_found(string method, string path, string? body)
    {
        var (ada, eve) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync()).ChatId.ToString();
        using var anonymous = messaging.Client();
        foreach (var one in (string[])[chat, "c_00000000001", "nonsense", eve.Id.ToString()])
            await eve.Http.RefusedAsync(new HttpMethod(method), $"/api/chats/{one}{path}", body, 404, "chat-not-found");
        await anonymous.RefusedAsync(new HttpMethod(method), $"/api/chats/{chat}{path}", body, 401, "bad-token");
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static Task AddIdsAsync(Person person, ChatId chat, UserId[] users) =>
        person.Http.ChangeAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest(users));

    private async Task<(int Members, long MembershipVersion, long Version)> StateAsync(ChatId chat)
    {
        await using var command = messaging.Shards.Of(chat).Source.CreateCommand(
            """
            SELECT member_count, membership_version, version FROM chat
            WHERE chat_id = $1 AND member_count = (SELECT count(*) FROM member m WHERE m.chat_id = $1 AND m.until_seq IS NULL)
            """);
        command.Parameters.AddWithValue(chat.Value);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), "member_count is not the number of members.");
        return (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
