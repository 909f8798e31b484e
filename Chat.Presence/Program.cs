using Chat.Presence.Reading;
using Chat.Presence.Tracking;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Requests;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatAuthentication();
builder.AddChatRedis("redis");
builder.AddInstanceLease(ServiceNames.Presence);
builder.AddInstanceDirectory(ServiceNames.Presence);
builder.AddInstanceDirectory(ServiceNames.Gateway);
builder.AddReplicaCalls(ServiceNames.Messaging);

builder.AddTracking();
builder.AddRequestJson();
builder.AddReading();

var app = builder.Build();
app.MapChatDefaults();
app.MapTracking();
app.MapReading();
await app.RunAsync();
