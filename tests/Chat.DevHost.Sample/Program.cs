// A service for DevHost's tests: it says who it is and what it was told, and is healthy once the file HEALTHY_ONCE exists.
var app = WebApplication.CreateBuilder(args).Build();
var gate = Environment.GetEnvironmentVariable("HEALTHY_ONCE");
app.MapGet("/health", () => string.IsNullOrEmpty(gate) || File.Exists(gate) ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/pid", () => Environment.ProcessId);
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name));
await app.RunAsync();
