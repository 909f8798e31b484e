using Chat.Contracts.Hub;

namespace Chat.Client.Connections;

/// <summary>What the server sends unasked. A slow answer holds back the next event of the connection, not its calls' results.</summary>
internal interface IHubEvents
{
    ValueTask MessageAsync(Message message);

    ValueTask ReceiptAsync(Receipt receipt);

    ValueTask TypingAsync(Typing typing);

    ValueTask PresenceAsync(UserPresence presence);

    ValueTask HeadsAsync(Heads heads);

    ValueTask ChatChangedAsync(ChatChanged change);

    ValueTask ClosingAsync(Closing closing);
}
