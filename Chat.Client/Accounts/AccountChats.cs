using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Client.Accounts;

/// <summary>The account's chats over REST.</summary>
public sealed class AccountChats
{
    private readonly RestCalls _calls;

    internal AccountChats(RestCalls calls) => _calls = calls;

    /// <summary>The direct chat with that user: there is one, made at the first call.</summary>
    public Task<ChatSummary> CreateDirectAsync(UserId other, CancellationToken cancellationToken = default) =>
        CreateAsync(ChatType.Direct, null, [other], cancellationToken);

    /// <param name="members">The caller is a member, and the owner, without being named.</param>
    public Task<ChatSummary> CreateGroupAsync(
        string title, IReadOnlyList<UserId> members, CancellationToken cancellationToken = default) =>
        CreateAsync(ChatType.Group, title, members, cancellationToken);

    public Task<ChatSummary> CreateAsync(
        ChatType type, string? title, IReadOnlyList<UserId> members, CancellationToken cancellationToken = default) =>
        _calls.CallAsync<ChatSummary>(
            HttpMethod.Post, "/api/chats", new CreateChatRequest(ChatTypeText.Write(type), members, title),
            cancellationToken: cancellationToken);

    public Task<ChatSummary> GetAsync(ChatId chatId, CancellationToken cancellationToken = default) =>
        _calls.CallAsync<ChatSummary>(HttpMethod.Get, $"/api/chats/{chatId}", null, cancellationToken: cancellationToken);

    /// <summary>Own chats, newest activity first, page by page.</summary>
    public IAsyncEnumerable<ChatSummary> ListAsync(CancellationToken cancellationToken = default) =>
        _calls.PagesAsync<ChatSummary, ChatId>("/api/chats", Limits.MaxChatsPage, chat => chat.ChatId, cancellationToken);

    public IAsyncEnumerable<Member> ListMembersAsync(ChatId chatId, CancellationToken cancellationToken = default) =>
        _calls.PagesAsync<Member, UserId>(
            $"/api/chats/{chatId}/members", Limits.MaxMembersPage, member => member.UserId, cancellationToken);

    public Task AddMembersAsync(ChatId chatId, IReadOnlyList<UserId> users, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Post, $"/api/chats/{chatId}/members", new AddMembersRequest(users), cancellationToken);

    /// <summary>Removes a member, or leaves if that is oneself.</summary>
    public Task RemoveMemberAsync(ChatId chatId, UserId user, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Delete, $"/api/chats/{chatId}/members/{user}", null, cancellationToken);

    public Task ChangeRoleAsync(ChatId chatId, UserId user, MemberRole role, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(
            HttpMethod.Put, $"/api/chats/{chatId}/members/{user}", new ChangeRoleRequest(RoleText.Write(role)), cancellationToken);

    public Task RenameAsync(ChatId chatId, string title, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Patch, $"/api/chats/{chatId}", new RenameChatRequest(title), cancellationToken);

    /// <summary>The messages after that seq, in order; at most 500.</summary>
    public Task<IReadOnlyList<Message>> GetMessagesAfterAsync(
        ChatId chatId, long after, int limit = Limits.DefaultMessagesPage, CancellationToken cancellationToken = default) =>
        GetMessagesAsync(chatId, $"after={after}&limit={limit}", cancellationToken);

    /// <summary>The last messages before that seq, or the newest, in order; at most 500.</summary>
    public Task<IReadOnlyList<Message>> GetMessagesBeforeAsync(
        ChatId chatId, long? before = null, int limit = Limits.DefaultMessagesPage, CancellationToken cancellationToken = default) =>
        GetMessagesAsync(chatId, before is null ? $"limit={limit}" : $"before={before}&limit={limit}", cancellationToken);

    /// <summary>Who received and read an own message, and when.</summary>
    public IAsyncEnumerable<MessageReceipt> ListReceiptsAsync(ChatId chatId, long seq, CancellationToken cancellationToken = default) =>
        _calls.PagesAsync<MessageReceipt, UserId>(
            $"/api/chats/{chatId}/messages/{seq}/receipts", Limits.MaxMembersPage, receipt => receipt.UserId, cancellationToken);

    /// <summary>How far each member has received and read.</summary>
    public IAsyncEnumerable<MemberWatermarks> ListWatermarksAsync(ChatId chatId, CancellationToken cancellationToken = default) =>
        _calls.PagesAsync<MemberWatermarks, UserId>(
            $"/api/chats/{chatId}/receipts", Limits.MaxMembersPage, member => member.UserId, cancellationToken);

    private Task<IReadOnlyList<Message>> GetMessagesAsync(ChatId chatId, string query, CancellationToken cancellationToken) =>
        _calls.CallAsync<IReadOnlyList<Message>>(
            HttpMethod.Get, $"/api/chats/{chatId}/messages?{query}", null, cancellationToken: cancellationToken);
}
