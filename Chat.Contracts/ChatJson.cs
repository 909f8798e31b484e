using System.Text.Json;
using System.Text.Json.Serialization;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Contracts;

/// <summary>The one set of JSON rules, source-generated: camelCase, absent instead of null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(SendAck))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(IReadOnlyList<Message>))]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(ReceiptRequest))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Heads))]
[JsonSerializable(typeof(ChatChanged))]
[JsonSerializable(typeof(Closing))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(Typing))]
[JsonSerializable(typeof(UserPresence))]
[JsonSerializable(typeof(IReadOnlyList<UserPresence>))]
[JsonSerializable(typeof(UserPresence[]))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(OpenChatRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(RefreshTokenRequest))]
[JsonSerializable(typeof(Tokens))]
[JsonSerializable(typeof(IReadOnlyList<Device>))]
[JsonSerializable(typeof(CreateChatRequest))]
[JsonSerializable(typeof(RenameChatRequest))]
[JsonSerializable(typeof(ChatSummary))]
[JsonSerializable(typeof(IReadOnlyList<ChatSummary>))]
[JsonSerializable(typeof(IReadOnlyList<Member>))]
[JsonSerializable(typeof(AddMembersRequest))]
[JsonSerializable(typeof(ChangeRoleRequest))]
[JsonSerializable(typeof(IReadOnlyList<MemberWatermarks>))]
[JsonSerializable(typeof(IReadOnlyList<MessageReceipt>))]
[JsonSerializable(typeof(IReadOnlyList<Block>))]
[JsonSerializable(typeof(PrivacyRequest))]
[JsonSerializable(typeof(CreateMediaRequest))]
[JsonSerializable(typeof(MediaUpload))]
[JsonSerializable(typeof(CompletedMedia))]
[JsonSerializable(typeof(MediaDownload))]
[JsonSerializable(typeof(UserId))]
[JsonSerializable(typeof(ChatId))]
public sealed partial class ChatJson : JsonSerializerContext;
