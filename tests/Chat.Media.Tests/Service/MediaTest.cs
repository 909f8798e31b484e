using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Calls;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Media.Tests.Service;

/// <summary>A test on the running service.</summary>
[Collection(MediaServiceCollection.Name)]
public abstract class MediaTest(MediaService service)
{
    protected MediaService Service { get; } = service;

    internal MessagingServer Messaging => Service.Messaging;

    protected static async Task<MediaDownload> ReadAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        return await answer.ReadAsync<MediaDownload>();
    }

    /// <summary>Asks as Messaging does.</summary>
    protected async Task<IReadOnlyList<bool>> ClaimAsync(params MediaClaim[] claims)
    {
        var client = Service.Services.GetRequiredService<InternalClient>();
        var result = await client.CallAsync(
            Service.Instance, InternalRoutes.MediaClaim, new MediaClaims { Claims = { claims } }, MediaClaimsResult.Parser,
            TimeSpan.FromSeconds(10), CancellationToken.None);
        return result.Allowed;
    }

    internal static MediaClaim Claim(Person user, ChatId chat, params MediaId[] media) =>
        new() { UserId = user.Id.Value, ChatId = chat.Value, MediaIds = { media.Select(one => one.Value) } };
}
