using Chat.Edge.Admission;
using Chat.Edge.Forwarding;
using Chat.Edge.Headers;
using Chat.Edge.WebClient;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatDefaults();
builder.AddChatRedis("redis");
builder.AddConnectionAdmission();
builder.AddForwarding();
// Forwarded WebSockets do not end by themselves: until they are cut off nobody is let in, and those behind them go on as if
// nothing were. Two seconds are for requests under way.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

var app = builder.Build();
app.UseSecurityHeaders();
app.MapChatDefaults();
app.UseWebClient();
app.UseRateLimiter();
app.MapForwarding();
app.Run();
