using Chat.Client.Accounts;
using Chat.Contracts.Hub;
using Chat.Load.Wire;

namespace Chat.Load.Crowds;

/// <summary>A user with one device, logged in.</summary>
internal sealed record Person(ChatAccount Account)
{
    public HubEndpoint Hub => new(new Uri(Account.Edge, HubRoute.Path), Account.Tokens.AccessToken);
}
