using Chat.Messaging.Devices;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Chat.Messaging.Tokens;
using Chat.Messaging.Users;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatAuthentication();
builder.AddStorage();
builder.AddChatRedis("redis");
builder.AddInstanceLease(ServiceNames.Messaging);
builder.AddRequestJson();
builder.AddUsers();
builder.AddTokens();
builder.AddDevices();

var app = builder.Build();
app.MapChatDefaults();
app.MapUsers();
app.MapTokens();
app.MapDevices();
await app.RunAsync();
