using Chat.Contracts.Ids;

namespace Chat.Delivery.Routing;

/// <summary>Reads which gateways have these chats open, in one pipelined read.</summary>
internal delegate Task<ILookup<ChatId, string>> ReadOpened(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation);
