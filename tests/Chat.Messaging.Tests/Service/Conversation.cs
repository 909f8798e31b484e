using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Calls;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Service;

/// <summary>What tests do with chats.</summary>
public static class Conversation
{
    public static Task<ChatSummary> CreateGroupAsync(this Person owner, params Person[] others) =>
        owner.Http.PostJsonAsync<ChatSummary>("/api/chats", new CreateChatRequest("group", [.. others.Select(other => other.Id)], "Team"));

    public static Task<ChatSummary> OpenDirectAsync(this Person person, Person other) =>
        person.Http.PostJsonAsync<ChatSummary>("/api/chats", new CreateChatRequest("direct", [other.Id]));

    public static Task<ChatSummary> ChatAsync(this Person person, ChatId chat) => person.Http.GetAsync<ChatSummary>($"/api/chats/{chat}");

    public static Task<IReadOnlyList<ChatSummary>> ChatsAsync(this Person person, string query = "") =>
        person.Http.GetAsync<IReadOnlyList<ChatSummary>>($"/api/chats{query}");

    public static Task<IReadOnlyList<Member>> MembersAsync(this Person person, ChatId chat, string query = "") =>
        person.Http.GetAsync<IReadOnlyList<Member>>($"/api/chats/{chat}/members{query}");

    public static async Task<string> RolesAsync(this Person person, ChatId chat, params Person[] people)
    {
        var roles = (await person.MembersAsync(chat)).ToDictionary(member => member.UserId, member => member.Role);
        return string.Join(' ', people.Select(one => roles.GetValueOrDefault(one.Id, "-")));
    }

    public static Task<IReadOnlyList<Message>> MessagesAsync(this Person person, ChatId chat, string query = "") =>
        person.Http.GetAsync<IReadOnlyList<Message>>($"/api/chats/{chat}/messages{query}");

    public static async Task<string> SeqsAsync(this Person person, ChatId chat, string query = "") =>
        string.Join(' ', (await person.MessagesAsync(chat, query)).Select(message => message.Seq));

    public static Task AddAsync(this Person person, ChatId chat, params Person[] people) =>
        person.Http.ChangeAsync(HttpMethod.Post, $"/api/chats/{chat}/members", new AddMembersRequest([.. people.Select(one => one.Id)]));

    public static Task RemoveAsync(this Person person, ChatId chat, Person other) =>
        person.Http.ChangeAsync(HttpMethod.Delete, $"/api/chats/{chat}/members/{other.Id}");

    public static Task NameAsync(this Person person, ChatId chat, Person other, string role) =>
        person.Http.ChangeAsync(HttpMethod.Put, $"/api/chats/{chat}/members/{other.Id}", new ChangeRoleRequest(role));

    /// <summary>Sends so many messages, as a gateway does; returns the last one's seq.</summary>
    public static async Task<long> SendAsync(this RunningService service, Person from, ChatId chat, int count = 1, MessageKind kind = MessageKind.Message)
    {
        var batch = new WriteBatch();
        for (var i = 0; i < count; i++)
        {
            batch.Sends.Add(new SendItem
            {
                ChatId = chat.Value,
                SenderId = from.Id.Value,
                DeviceId = from.Device.Value,
                ClientMsgId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray(bigEndian: true)),
                Kind = (int)kind,
                Ciphertext = ByteString.CopyFromUtf8($"from {from.UserName}"),
            });
        }

        var result = await service.WriteAsync(batch);
        Assert.All(result.Sends, sent => Assert.Equal("", sent.Error));
        return result.Sends.Max(sent => sent.Seq);
    }

    public static async Task ReceiveAsync(this RunningService service, Person person, ChatId chat, long delivered = 0, long read = 0)
    {
        var item = new WatermarkItem { ChatId = chat.Value, UserId = person.Id.Value, DeliveredSeq = delivered, ReadSeq = read };
        var result = await service.WriteAsync(new WriteBatch { Watermarks = { item } });
        Assert.Equal("", result.Watermarks[0].Error);
    }

    private static Task<WriteResult> WriteAsync(this RunningService service, WriteBatch batch) =>
        service.Services.GetRequiredService<InternalClient>().CallAsync(
            service.Instance, InternalRoutes.Write, batch, WriteResult.Parser, InternalClient.DefaultDeadline, CancellationToken.None);
}
