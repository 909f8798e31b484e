using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>Where the two connect, and what each calls their chat.</summary>
internal sealed record PairAddress(HubEndpoint Sender, HubEndpoint Recipient, string SendersChat, string RecipientsChat);
