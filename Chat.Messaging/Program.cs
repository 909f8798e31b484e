using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatAuthentication();
builder.AddStorage();
builder.AddChatRedis("redis");
builder.AddPublishing();
builder.AddHeads();
builder.AddSending();
builder.AddInstanceLease(ServiceNames.Messaging);

var app = builder.Build();
app.MapChatDefaults();
app.MapHeads();
app.MapSending();
await app.RunAsync();
