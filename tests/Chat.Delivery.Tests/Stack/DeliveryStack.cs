using System.Collections.Concurrent;
using Chat.Contracts.Internal;
using Chat.Delivery.Consuming;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.Delivery.Typing;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Chat.Delivery.Tests.Stack;

/// <summary>Delivery on real Kafka and Redis, between two gateways that note what they get and a Messaging that knows
/// the chats of <see cref="Members"/>, and the users 1, 2 and 3 in whatever other chat is asked for.</summary>
public sealed class DeliveryStack : IAsyncLifetime
{
    private readonly RedisFixture _redis = new();
    private readonly KafkaFixture _kafka = new();
    private readonly Dictionary<string, string?> _configuration = [];
    private WebApplication? _messaging;
    private WebApplication? _delivery;
    private IProducer<byte[], byte[]>? _producer;

    internal ConcurrentDictionary<long, ChatMembers> Members { get; } = [];

    internal GatewayStub A { get; private set; } = null!;

    internal GatewayStub B { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_redis.InitializeAsync(), _kafka.InitializeAsync());
        _configuration["ConnectionStrings:redis"] = _redis.ConnectionString;
        _configuration["ConnectionStrings:kafka"] = _kafka.ConnectionString;
        _configuration["Internal:Secret"] = "a secret for the tests alone";
        _configuration["Aspire:Confluent:Kafka:Consumer:Config:FetchWaitMaxMs"] = "5";
        A = await GatewayStub.StartAsync(_configuration);
        B = await GatewayStub.StartAsync(_configuration);
        _messaging = await Service.StartAsync(
            _configuration,
            builder => builder.AddInstanceLease(ServiceNames.Messaging),
            app => app.MapInternal<MembersQuery, MembersResult>(InternalRoutes.Members, MembersQuery.Parser, (query, _) => Task.FromResult(new MembersResult
            {
                Chats = { query.ChatIds.Select(chat => Members.GetValueOrDefault(chat) ?? Sample.Members(chat, 1, Sample.Seqs(1), Sample.Seqs(2), Sample.Seqs(3))) },
            })));
        await StartDeliveryAsync();
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = _kafka.ConnectionString, LingerMs = 0 }).Build();
    }

    public async Task DisposeAsync()
    {
        _producer?.Dispose();
        if (_delivery is not null)
            await StopDeliveryAsync();
        if (_messaging is not null)
        {
            await _messaging.StopAsync();
            await _messaging.DisposeAsync();
        }

        await A.DisposeAsync();
        await B.DisposeAsync();
        await _kafka.DisposeAsync();
        await _redis.DisposeAsync();
    }

    internal async Task StartDeliveryAsync()
    {
        _delivery = await Service.StartAsync(_configuration, builder =>
        {
            builder.AddInstanceLease(ServiceNames.Delivery);
            builder.AddInstanceDirectory(ServiceNames.Gateway);
            builder.AddInstanceDirectory(ServiceNames.Messaging);
            builder.AddMembers();
            builder.AddPushing();
            builder.AddFanOut();
            builder.AddRouting();
            builder.AddConsuming();
            builder.AddTyping();
        }, app => app.MapTyping());
        var consumer = _delivery.Services.GetRequiredService<EventConsumer>();
        await Eventually.True(() => consumer.HasAssignment);
    }

    /// <summary>A second replica, as a process.</summary>
    internal async Task<DeliveryProcess> StartAnotherAsync() =>
        await DeliveryProcess.StartAsync(_configuration, _delivery!.Services.GetRequiredService<IConnectionMultiplexer>());

    internal async Task StopDeliveryAsync()
    {
        await _delivery!.StopAsync();
        await _delivery.DisposeAsync();
        _delivery = null;
    }

    /// <summary>As a gateway does.</summary>
    internal async Task TypeAsync(params TypingItem[] items)
    {
        var address = _delivery!.Services.GetRequiredService<AdvertisedAddress>();
        var delivery = new Instance("delivery-under-test", address.Internal, address.Public, Draining: false);
        await _delivery.Services.GetRequiredService<InternalClient>().CallAsync(
            delivery, InternalRoutes.Typing, new TypingBatch { Items = { items } }, Done.Parser, TimeSpan.FromSeconds(5), CancellationToken.None);
    }

    internal Task<TopicPartitionOffset> PublishAsync(Event e) =>
        PublishAsync(e.ChatId, new EventBatch { Events = { e } }.ToByteArray());

    internal async Task<TopicPartitionOffset> PublishAsync(long chat, byte[] value)
    {
        var partition = new TopicPartition(EventTopic.Name, EventTopic.PartitionOf(new Contracts.Ids.ChatId(chat), partitions: 8));
        return (await _producer!.ProduceAsync(partition, new Message<byte[], byte[]> { Value = value })).TopicPartitionOffset;
    }

    /// <summary>What the group has committed of this partition; null if nothing.</summary>
    internal long? Committed(TopicPartition partition)
    {
        var config = new ConsumerConfig { BootstrapServers = _kafka.ConnectionString, GroupId = "delivery" };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        var offset = consumer.Committed([partition], TimeSpan.FromSeconds(5)).Single().Offset;
        return offset.IsSpecial ? null : offset.Value;
    }
}
