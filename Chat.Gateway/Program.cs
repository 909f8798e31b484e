using Chat.Gateway;
using Chat.Gateway.Connections;
using Chat.Gateway.Draining;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Opening;
using Chat.Gateway.Pushing;
using Chat.Gateway.Sending;
using Chat.Gateway.Syncing;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatAuthentication();
builder.AddChatRedis("redis");
builder.AddInstanceLease(ServiceNames.Gateway);
builder.AddInstanceDirectory(ServiceNames.Messaging);
builder.AddInstanceDirectory(ServiceNames.Gateway);

builder.AddMessaging();
builder.AddConnections();
builder.AddSending();
builder.AddSyncing();
builder.AddOpening();
builder.AddPushing();
builder.AddHeartbeats();
builder.AddDraining();
builder.AddChatHub();

var app = builder.Build();
app.MapChatDefaults();
app.MapConnections();
app.MapPushing();
app.MapChatHub();
await app.RunAsync();
