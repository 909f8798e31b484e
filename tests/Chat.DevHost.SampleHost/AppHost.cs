// A composition for DevHost's tests. Gate: the file that makes "back" healthy; Broken: a shell script to run as one more resource.
var builder = DistributedApplication.CreateBuilder(args);

var key = builder.AddParameter("key", secret: true);

var back = builder.AddProject<Projects.Chat_DevHost_Sample>("back")
    .WithHttpEndpoint()
    .WithReplicas(2)
    .WithHttpHealthCheck("/health")
    .WithEnvironment("HEALTHY_ONCE", builder.Configuration["Gate"]);

var store = builder.AddConnectionString(
    "store", ReferenceExpression.Create($"Host={{{back.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}}};Key={key}")).WaitFor(back);

builder.AddProject<Projects.Chat_DevHost_Sample>("front")
    .WithHttpEndpoint()
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithEnvironment("KEY", key)
    .WithReference(back)
    .WithReference(store).WaitFor(store);

if (builder.Configuration["Broken"] is { } script)
    builder.AddExecutable("broken", "sh", ".", "-c", script);

await builder.Build().RunAsync();
