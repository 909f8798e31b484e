using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using Chat.ServiceDefaults.Clients;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Tests.Clients;

/// <summary>The clients' settings on the configuration that the manifest gives; no broker answers.</summary>
public sealed class KafkaSaslTests
{
    private const string Scope = "https://chat.servicebus.test/.default";

    private static readonly Dictionary<string, string?> ByTokens = new()
    {
        ["ConnectionStrings:kafka"] = "chat.servicebus.test:9093",
        ["Aspire:Confluent:Kafka:Producer:Config:SecurityProtocol"] = "SaslSsl",
        ["Aspire:Confluent:Kafka:Producer:Config:SaslMechanism"] = "OAuthBearer",
        ["Aspire:Confluent:Kafka:Consumer:Config:SecurityProtocol"] = "SaslSsl",
        ["Aspire:Confluent:Kafka:Consumer:Config:SaslMechanism"] = "OAuthBearer",
    };

    private readonly FakeCredential _credential = new("a-token");
    private readonly ConcurrentQueue<Error> _errors = [];
    private ProducerConfig? _producer;
    private ConsumerConfig? _consumer;

    [Fact]
    public async Task Producer_and_consumer_sign_in_by_TLS_with_tokens()
    {
        await using var services = Services(ByTokens);

        Assert.Equal(("chat.servicebus.test:9093", SecurityProtocol.SaslSsl, SaslMechanism.OAuthBearer), SignInOf(_producer!));
        Assert.Equal(("chat.servicebus.test:9093", SecurityProtocol.SaslSsl, SaslMechanism.OAuthBearer), SignInOf(_consumer!));
    }

    [Fact]
    public async Task What_a_hosted_broker_needs_is_set_with_SASL_and_can_be_set_otherwise()
    {
        await using var services = Services(new(ByTokens) { ["Aspire:Confluent:Kafka:Consumer:Config:MetadataMaxAgeMs"] = "60000" });

        Assert.Equal((true, 180_000, 180_000), IdleOf(_producer!));
        Assert.Equal((true, 60_000, 180_000), IdleOf(_consumer!));
        Assert.Equal(60_000, _producer!.RequestTimeoutMs);
    }

    [Fact]
    public async Task Without_SASL_a_client_is_as_it_was()
    {
        await using var services = Services(new() { ["ConnectionStrings:kafka"] = "127.0.0.1:1" });

        Assert.Equal(("127.0.0.1:1", null, null), SignInOf(_producer!));
        Assert.Equal((null, null, null), IdleOf(_producer!));
        Assert.Equal((null, null, null), IdleOf(_consumer!));
        Assert.Null(_producer!.RequestTimeoutMs);
    }

    [Fact]
    public async Task A_producer_asks_for_a_token_for_the_host_that_it_connects_to()
    {
        await using var services = Services(ByTokens);

        _ = services.GetRequiredService<IProducer<byte[], byte[]>>();

        await Eventually.True(() => _credential.Scopes.Count > 0);
        Assert.Equal([Scope], _credential.Scopes);
    }

    [Fact]
    public async Task A_consumer_asks_for_a_token_and_takes_it()
    {
        await using var services = Services(ByTokens);
        var consumer = services.GetRequiredService<IConsumer<byte[], byte[]>>();
        consumer.Subscribe("chat.events");

        // With a token it looks for the broker, which is not there.
        await Eventually.True(() => consumer.Consume(TimeSpan.FromMilliseconds(20)) is null && !_errors.IsEmpty);

        Assert.Equal([Scope], _credential.Scopes);
        Assert.DoesNotContain(_errors, error => error.Code == ErrorCode.Local_Authentication);
    }

    [Fact]
    public async Task A_failure_to_get_a_token_is_reported_without_what_it_says()
    {
        _credential.Failure = new CredentialUnavailableException("no identity here");
        await using var services = Services(ByTokens);
        var consumer = services.GetRequiredService<IConsumer<byte[], byte[]>>();

        await Eventually.True(() => consumer.Consume(TimeSpan.FromMilliseconds(20)) is null && !_errors.IsEmpty);

        Assert.True(_errors.TryPeek(out var error));
        Assert.Equal(ErrorCode.Local_Authentication, error.Code);
        Assert.Contains("no token: CredentialUnavailableException", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_user_name_and_password_no_token_is_asked_for()
    {
        await using var services = Services(new()
        {
            ["ConnectionStrings:kafka"] = "chat.kafka.test:9092",
            ["Aspire:Confluent:Kafka:Producer:Config:SecurityProtocol"] = "SaslPlaintext",
            ["Aspire:Confluent:Kafka:Producer:Config:SaslMechanism"] = "Plain",
            ["Aspire:Confluent:Kafka:Producer:Config:SaslUsername"] = "chat",
            ["Aspire:Confluent:Kafka:Producer:Config:SaslPassword"] = "secret",
        });

        using var producer = services.GetRequiredService<IProducer<byte[], byte[]>>();

        Assert.Equal(("chat", "secret"), (_producer!.SaslUsername, _producer.SaslPassword));
        Assert.Empty(_credential.Scopes);
    }

    private ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TokenCredential>(_credential);
        builder.AddChatKafkaProducer("kafka", config => _producer = config);
        builder.AddChatKafkaConsumer(
            "kafka",
            config =>
            {
                config.GroupId = "test";
                _consumer = config;
            },
            (consumer, _) => consumer.SetErrorHandler((_, error) => _errors.Enqueue(error)).SetLogHandler((_, _) => { }));
        return builder.Services.BuildServiceProvider();
    }

    private static (string Servers, SecurityProtocol? Protocol, SaslMechanism? Mechanism) SignInOf(ClientConfig config) =>
        (config.BootstrapServers, config.SecurityProtocol, config.SaslMechanism);

    private static (bool? KeepAlive, int? Metadata, int? Idle) IdleOf(ClientConfig config) =>
        (config.SocketKeepaliveEnable, config.MetadataMaxAgeMs, config.ConnectionsMaxIdleMs);
}
