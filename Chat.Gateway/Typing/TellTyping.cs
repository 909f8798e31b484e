using Chat.Contracts.Internal;

namespace Chat.Gateway.Typing;

/// <summary>Hands typing on, to be told to the others. Never waits and never fails; calls come one after another.</summary>
public delegate void TellTyping(TypingItem item);
