using Chat.Delivery.Consuming;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.Delivery.Typing;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatRedis("redis");
builder.AddInstanceLease(ServiceNames.Delivery);
builder.AddInstanceDirectory(ServiceNames.Gateway);
builder.AddInstanceDirectory(ServiceNames.Messaging);

builder.AddMembers();
builder.AddPushing();
builder.AddFanOut();
builder.AddRouting();
builder.AddConsuming();
builder.AddTyping();

var app = builder.Build();
app.MapChatDefaults();
app.MapTyping();
app.Run();
