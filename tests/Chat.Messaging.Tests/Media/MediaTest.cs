using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Tests.Replicas;

namespace Chat.Messaging.Tests.Media;

/// <summary>A replica beside Media.</summary>
public abstract class MediaTest(MessagingFixture fixture) : MessagingTest(fixture)
{
    protected Replica Replica { get; private set; } = null!;

    protected MediaStandIn Media => Replica.Media;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Replica = StartReplica();
    }

    protected static SendItem Send(ChatId chat, UserId sender, params MediaId[] media)
    {
        var item = Replicas.Replica.Send(chat, sender);
        item.MediaIds.AddRange(media.Select(medium => medium.Value));
        return item;
    }

    protected async Task<SendResult> SendAsync(ChatId chat, UserId sender, params MediaId[] media) =>
        (await Replica.SendAsync(Send(chat, sender, media)))[0];
}
