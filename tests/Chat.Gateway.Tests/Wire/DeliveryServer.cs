using System.Collections.Concurrent;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Gateway.Tests.Wire;

/// <summary>What a gateway needs of Chat.Delivery, over the real internal route: it notes the typing that it is given.</summary>
internal sealed class DeliveryServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<TypingItem> _items = new();

    private DeliveryServer(WebApplication app) => _app = app;

    public string Id => _app.Services.GetRequiredService<InstanceLease>().Id;

    public static async Task<DeliveryServer> StartAsync(StackSettings settings)
    {
        var server = new DeliveryServer(InternalServer.Build(ServiceNames.Delivery, settings));
        server._app.MapInternal<TypingBatch, Done>(InternalRoutes.Typing, TypingBatch.Parser, (batch, _) =>
        {
            foreach (var item in batch.Items)
                server._items.Enqueue(item);
            return Task.FromResult(new Done());
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>What this user said of this chat, in order.</summary>
    public bool[] Of(ChatId chat, UserId user) =>
        [.. _items.Where(item => item.ChatId == chat.Value && item.UserId == user.Value).Select(item => item.Typing)];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
