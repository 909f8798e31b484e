using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Tests.Service;
using Chat.ServiceDefaults.Calls;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Media;

/// <summary>The service itself, beside which no Media runs.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class MediaRoutesTests(RunningService messaging)
{
    [Fact]
    public async Task Media_is_answered_by_the_service_s_own_routes()
    {
        var (ada, bob) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        var medium = new MediaId(Random.Shared.NextInt64(1, long.MaxValue));
        await using (var command = messaging.Shards.Of(chat).Source.CreateCommand("INSERT INTO media_message (media_id, chat_id, seq) VALUES ($1, $2, 1)"))
        {
            command.Parameters.AddWithValue(medium.Value);
            command.Parameters.AddWithValue(chat.Value);
            await command.ExecuteNonQueryAsync();
        }

        var views = new MediaViews { Views = { new MediaView { UserId = bob.Id.Value, MediaId = medium.Value, ChatIds = { chat.Value } } } };
        var carriers = new MediaCarriers { Media = { new MediaCarrier { MediaId = medium.Value, ChatIds = { chat.Value } } } };

        Assert.Equal([true], (await CallAsync(InternalRoutes.MediaVisible, views, MediaViewsResult.Parser)).Visible);
        Assert.Equal([true], (await CallAsync(InternalRoutes.MediaCarried, carriers, MediaCarriersResult.Parser)).Carried);
    }

    [Fact]
    public async Task Without_a_replica_of_Media_sends_with_media_are_unavailable_and_the_others_go_on()
    {
        var ada = await Person.CreateAsync(messaging);
        var chat = (await ada.CreateGroupAsync()).ChatId;
        var (plain, carrying) = (Replicas.Replica.Send(chat, ada.Id), Replicas.Replica.Send(chat, ada.Id));
        carrying.MediaIds.Add(7);

        var result = await CallAsync(InternalRoutes.Write, new WriteBatch { Sends = { plain, carrying } }, WriteResult.Parser);

        Assert.Equal(["", ErrorCodes.Unavailable], result.Sends.Select(send => send.Error));
    }

    private Task<TResult> CallAsync<TResult>(string route, IMessage request, MessageParser<TResult> parser)
        where TResult : IMessage<TResult> =>
        messaging.Services.GetRequiredService<InternalClient>().CallAsync(
            messaging.Instance, route, request, parser, InternalClient.DefaultDeadline, CancellationToken.None);
}
