using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Members;

/// <summary>Asks Messaging for a chat's present members.</summary>
/// <exception cref="Chat.Contracts.Errors.ChatException"><c>unavailable</c>: ask again.</exception>
internal delegate Task<ChatMembers> FetchMembers(ChatId chat, CancellationToken cancellation);
