using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

/// <summary>The blocked one's side: every answer to the byte, ids and times aside, and every event, as they are to somebody
/// who is not blocked by one who is never there.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed partial class BlockedOneTests(RunningService messaging)
{
    public enum Blocks
    {
        No,

        /// <summary>And the other is there.</summary>
        NoneAndThere,
        BeforeTheChat,
        InTheChat,
    }

    [Theory]
    [InlineData(Blocks.BeforeTheChat)]
    [InlineData(Blocks.InTheChat)]
    public async Task A_direct_chat_with_a_block_is_one_with_somebody_who_is_never_there(Blocks when) =>
        Assert.Equal(await DirectChatAsync(Blocks.No), await DirectChatAsync(when));

    [Fact]
    public async Task Somebody_who_is_there_shows() =>
        Assert.NotEqual(await DirectChatAsync(Blocks.No), await DirectChatAsync(Blocks.NoneAndThere));

    [Fact]
    public async Task A_group_with_a_phantom_is_one_with_a_member_who_is_never_there() =>
        Assert.Equal(await GroupAsync(blocks: false), await GroupAsync(blocks: true));

    private async Task<string> DirectChatAsync(Blocks when)
    {
        var (ada, bob) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var seen = new Transcript(bob);
        if (when == Blocks.BeforeTheChat)
            await ada.BlockAsync(bob);
        await seen.CallAsync(HttpMethod.Post, "/api/chats", new CreateChatRequest("direct", [ada.Id]));
        var chat = seen.Chat;
        await messaging.SendAsync(bob, chat, 2);
        if (when == Blocks.InTheChat)
            await ada.BlockAsync(bob);
        await LookAsync();

        await messaging.SendAsync(bob, chat, 3);
        if (when != Blocks.No)
        {
            await messaging.ReceiveAsync(ada, chat, delivered: 3);
            await messaging.ReceiveAsync(ada, chat, read: 5);
        }

        await messaging.SendAsync(ada, chat);
        await messaging.ReceiveAsync(bob, chat, delivered: 6, read: 6);
        if (when != Blocks.No)
            await messaging.ReceiveAsync(ada, chat, read: 6);
        await LookAsync();
        await seen.CallAsync(HttpMethod.Post, "/api/chats", new CreateChatRequest("direct", [ada.Id]));
        await seen.CallAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([ada.Id]));
        foreach (var change in (await messaging.ChangesAsync(chat)).Where(change => change.WithheldFrom != bob.Id.Value))
            seen.Note($"event {change.MembershipVersion} {change.Membership.Change} {change.Membership.Version} {change.Membership.UserId}");
        return seen.Text;

        async Task LookAsync()
        {
            string[] paths =
            [
                "", "?limit=1", $"/{chat}", $"/{chat}/members", $"/{chat}/messages", $"/{chat}/messages?after=1&limit=2", $"/{chat}/receipts",
                $"/{chat}/messages/1/receipts", $"/{chat}/messages/2/receipts", $"/{chat}/messages/5/receipts", $"/{chat}/messages/6/receipts",
            ];
            foreach (var path in paths)
                await seen.CallAsync(HttpMethod.Get, $"/api/chats{path}");
            seen.Note($"sync {await messaging.SyncAsync(bob, chat)}");
            seen.Note($"heads {string.Join(' ', await messaging.HeadsAsync(bob))}");
        }
    }

    private async Task<string> GroupAsync(bool blocks)
    {
        var (ada, bob, cleo) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var seen = new Transcript(bob);
        if (blocks)
            await ada.BlockAsync(bob);
        await seen.CallAsync(HttpMethod.Post, "/api/chats", new CreateChatRequest("group", [ada.Id, cleo.Id], "Team"));
        var chat = seen.Chat;
        var member = $"/api/chats/{chat}/members/{ada.Id}";
        await LookAsync();
        await seen.CallAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([ada.Id]));
        await seen.CallAsync(HttpMethod.Put, member, new ChangeRoleRequest("admin"));
        await LookAsync();
        await seen.CallAsync(HttpMethod.Delete, member);
        await seen.CallAsync(HttpMethod.Delete, member);
        await LookAsync();
        await seen.CallAsync(HttpMethod.Put, member, new ChangeRoleRequest("admin"));
        await seen.CallAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([cleo.Id, ada.Id]));
        await LookAsync();
        await seen.CallAsync(HttpMethod.Put, member, new ChangeRoleRequest("owner"));
        await LookAsync();
        await seen.CallAsync(HttpMethod.Delete, member);
        await seen.CallAsync(HttpMethod.Put, $"/api/chats/{chat}/members/{cleo.Id}", new ChangeRoleRequest("admin"));
        await LookAsync();
        foreach (var change in (await messaging.ChangesAsync(chat)).Where(change => change.OnlyTo == 0))
            seen.Note($"event {change.MembershipVersion} {change.Membership.Change} {change.Membership.Version} {seen.Name(new UserId(change.Membership.UserId))}");
        return seen.Text;

        async Task LookAsync()
        {
            var last = await messaging.SendAsync(bob, chat);
            string[] paths =
            [
                "", $"/{chat}", $"/{chat}/members", $"/{chat}/members?limit=2", $"/{chat}/members?after={ada.Id}", $"/{chat}/receipts",
                $"/{chat}/messages/1/receipts", $"/{chat}/messages/{last}/receipts",
            ];
            foreach (var path in paths)
                await seen.CallAsync(HttpMethod.Get, $"/api/chats{path}");
            seen.Note($"heads {string.Join(' ', await messaging.HeadsAsync(bob))}");
        }
    }

    /// <summary>What one person is answered, ids as they come first, times and what else is random left out.</summary>
    private sealed partial class Transcript(Person person)
    {
        private readonly List<string> _ids = [];
        private readonly List<string> _lines = [];

        public ChatId Chat { get; private set; }

        public string Text => string.Join('\n', _lines);

        public async Task CallAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Answers.Json(body) };
            using var response = await person.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (Chat == default && ChatIdText().Match(text) is { Success: true } found && IdText.TryRead<ChatId>(found.Value, out var chat))
                Chat = chat;
            Note($"{method} {path} {(int)response.StatusCode} {HeadersOf(response.Headers)} {response.Content.Headers.ContentType} {text}");
        }

        public void Note(string line) => _lines.Add(RandomText().Replace(line, match => match.Value[1] == '_' ? NameOf(match.Value) : "~"));

        public string Name(UserId user) => user == default ? "-" : user.ToString();

        private string NameOf(string id)
        {
            if (!_ids.Contains(id))
                _ids.Add(id);
            return string.Create(CultureInfo.InvariantCulture, $"{id[0]}{_ids.IndexOf(id)}");
        }

        private static string HeadersOf(HttpResponseHeaders headers) =>
            string.Join(' ', headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}={string.Join(',', header.Value)}"));

        [GeneratedRegex(@"\bc_[0-9a-zA-Z]+")]
        private static partial Regex ChatIdText();

        // Ids, times, clientMsgIds, ciphertexts, traces.
        [GeneratedRegex(@"\b[ucdm]_[0-9a-zA-Z]+|\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<=""ciphertext"":"")[^""]+|00-[0-9a-f]{32}-[0-9a-f]{16}-\d\d")]
        private static partial Regex RandomText();
    }
}
