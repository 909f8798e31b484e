using Chat.Edge.Admission;
using Chat.Edge.Forwarding;
using Chat.Edge.Headers;
using Chat.Edge.Scaling;
using Chat.Edge.WebClient;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatRedis("redis");
builder.AddConnectionAdmission();
builder.AddForwarding();
builder.AddScaling();

var app = builder.Build();
app.UseSecurityHeaders();
app.MapChatDefaults();
app.UseWebClient();
app.UseConnectionAdmission();
app.MapForwarding();
app.MapBlobs();
app.MapScaling();
app.Run();
