using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatRedis("redis");
builder.AddInstanceLease(ServiceNames.Presence);

var app = builder.Build();
app.MapChatDefaults();
app.Run();
