using Azure.Core;
using Azure.Storage.Blobs;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Storage;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests.Clients;

/// <summary>
/// This assembly as a program: a service with every client, configured by its environment as the manifest does, whose
/// identity gives <c>Test:Token</c>. It says what its clients come to, a line each, and ends. A process of its own because
/// .NET reads whom to trust (<c>SSL_CERT_FILE</c>) once a process.
/// </summary>
internal static class ManifestService
{
    public static async Task Main()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var credential = new FakeCredential(builder.Configuration["Test:Token"]!);
        builder.Services.AddSingleton<TokenCredential>(credential);
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        builder.AddInstanceLease("test");
        builder.Configuration["ConnectionStrings:chat-0"] = ConnectionSettings.Complete("test", builder.Configuration.GetConnectionString("chat-0")!);
        builder.AddChatPostgres("chat-0");
        builder.AddChatKafkaProducer("kafka", _ => { });
        builder.AddChatKafkaConsumer("kafka", config => config.GroupId = "test", (_, _) => { });
        builder.AddChatBlobs("blobs");
        await using var app = builder.Build();
        app.MapChatDefaults();
        await app.StartAsync();
        var services = app.Services;

        var address = services.GetRequiredService<AdvertisedAddress>();
        Console.WriteLine($"address: {address.Host}");
        using (var client = new HttpClient())
            Console.WriteLine($"health: {await client.GetStringAsync(new Uri($"http://127.0.0.1:{address.Public.Port}/health"))}");

        await SayAsync("postgres", async () =>
        {
            await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>("chat-0").CreateCommand(
                "SELECT current_user || ' ' || ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
            return await command.ExecuteScalarAsync();
        });
        await SayAsync("redis", async () => await UseAsync(services.GetRequiredService<IConnectionMultiplexer>().GetDatabase()));
        await SayAsync("kafka", async () =>
        {
            _ = services.GetRequiredService<IProducer<byte[], byte[]>>();
            await Eventually.True(() => credential.Scopes.Any(scope => scope.Contains("servicebus", StringComparison.Ordinal)));
            return credential.Scopes.First(scope => scope.Contains("servicebus", StringComparison.Ordinal));
        });
        await SayAsync("blobs", () => Task.FromResult<object?>(services.GetRequiredService<BlobServiceClient>().Uri));
        await app.StopAsync();
    }

    /// <returns>What a thousand commands at once, and one more on a new connection, come to.</returns>
    private static async Task<object?> UseAsync(IDatabase redis)
    {
        await redis.KeyDeleteAsync("count");
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => redis.ScriptEvaluateAsync("return redis.call('INCR', KEYS[1])", ["count"])));
        var before = await redis.ExecuteAsync("CLIENT", "ID");
        await redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no");
        await Eventually.Async(async _ => (long)await redis.ExecuteAsync("CLIENT", "ID") != (long)before);
        return await redis.StringIncrementAsync("count");
    }

    private static async Task SayAsync(string client, Func<Task<object?>> action)
    {
        try
        {
            Console.WriteLine($"{client}: {await action()}");
        }
        catch (Exception refused)
        {
            Console.WriteLine($"{client}: {refused.GetType().Name}");
        }
    }
}
