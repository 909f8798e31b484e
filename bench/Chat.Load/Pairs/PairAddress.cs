using Chat.Load.Crowds;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>Where the two connect, and what each calls their chat.</summary>
internal sealed record PairAddress(HubEndpoint Sender, HubEndpoint Recipient, string SendersChat, string RecipientsChat)
{
    public static PairAddress Of(DirectChat direct) => new(direct.One.Hub, direct.Other.Hub, direct.Chat, direct.Chat);
}
