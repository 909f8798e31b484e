using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Media.Storage;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Claiming;

public sealed class ClaimTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task Own_completed_media_are_granted_without_asking_messaging_and_noted()
    {
        var owner = Service.NewPerson();
        var chat = Service.NewChat();
        var (first, second) = (await owner.UploadAsync([1]), await owner.UploadAsync([2]));
        Messaging.Views.Clear();

        Assert.Equal([true], await ClaimAsync(Claim(owner, chat, first, second, first)));
        Assert.Equal([true], await ClaimAsync(Claim(owner, chat, first)));

        Assert.Equal([chat], await ChatsAsync(first));
        Assert.Equal([chat], await ChatsAsync(second));
        Assert.True(await IsClaimedAsync(first));
        Assert.Empty(Messaging.Views);
    }

    [Fact]
    public async Task Of_a_claim_everything_is_granted_or_nothing()
    {
        var owner = Service.NewPerson();
        var chat = Service.NewChat();
        var completed = await owner.UploadAsync([1]);
        var unfinished = (await owner.CreateAsync("image/png", 5)).MediaId;

        var allowed = await ClaimAsync(
            Claim(owner, chat, completed, unfinished), Claim(owner, chat, new MediaId(1)), Claim(owner, chat, completed, new MediaId(1)), Claim(owner, chat));

        Assert.Equal([false, false, false, true], allowed);
        Assert.Empty(await ChatsAsync(completed));
        Assert.False(await IsClaimedAsync(completed));
    }

    [Fact]
    public async Task Media_of_others_are_granted_to_who_may_see_them_by_one_question()
    {
        var (owner, reader, stranger) = (Service.NewPerson(), Service.NewPerson(), Service.NewPerson());
        var (source, target) = (Service.NewChat(), Service.NewChat());
        var (first, second) = (await owner.UploadAsync([1]), await owner.UploadAsync([2]));
        var own = await reader.UploadAsync([3]);
        await ClaimAsync(Claim(owner, source, first, second));
        Messaging.Seen[(reader.Id, first, source)] = true;
        Messaging.Seen[(reader.Id, second, source)] = true;
        Messaging.Seen[(stranger.Id, first, source)] = true;
        Messaging.Views.Clear();

        var allowed = await ClaimAsync(
            Claim(reader, target, first, own, second), Claim(stranger, target, first, second), Claim(reader, source, first), Claim(reader, target, own));

        Assert.Equal([true, false, true, true], allowed);
        Assert.Equal(4, Assert.Single(Messaging.Views).Views.Count);
        Assert.Equal([source, target], await ChatsAsync(first));
        Assert.Equal([source, target], await ChatsAsync(second));
        Assert.Equal([target], await ChatsAsync(own));
    }

    [Fact]
    public async Task Who_may_see_one_of_two_is_granted_none()
    {
        var (owner, reader) = (Service.NewPerson(), Service.NewPerson());
        var (source, target) = (Service.NewChat(), Service.NewChat());
        var (first, second) = (await owner.UploadAsync([1]), await owner.UploadAsync([2]));
        await ClaimAsync(Claim(owner, source, first, second));
        Messaging.Seen[(reader.Id, first, source)] = true;

        Assert.Equal([false], await ClaimAsync(Claim(reader, target, first, second)));

        Assert.Equal([source], await ChatsAsync(first));
    }

    [Fact]
    public async Task What_is_doomed_is_refused()
    {
        var owner = Service.NewPerson();
        var media = await owner.UploadAsync([1]);
        await Service.ExecuteAsync("UPDATE media SET state = 3 WHERE media_id = $1", media.Value);

        Assert.Equal([false], await ClaimAsync(Claim(owner, Service.NewChat(), media)));
    }

    [Fact]
    public async Task What_is_kept_is_granted_again()
    {
        var owner = Service.NewPerson();
        var media = await owner.UploadAsync([1]);
        await Service.ExecuteAsync("UPDATE media SET state = 2 WHERE media_id = $1", media.Value);
        var chat = Service.NewChat();

        Assert.Equal([true], await ClaimAsync(Claim(owner, chat, media)));

        Assert.Equal([chat], await ChatsAsync(media));
        Assert.Equal(MediaState.Kept, await Service.StateAsync(media));
    }

    [Fact]
    public async Task While_messaging_is_away_own_media_are_granted_and_others_are_unavailable()
    {
        var (owner, reader) = (Service.NewPerson(), Service.NewPerson());
        var media = await owner.UploadAsync([1]);
        var chat = Service.NewChat();
        await ClaimAsync(Claim(owner, chat, media));
        Messaging.Away = true;
        try
        {
            Assert.Equal([true], await ClaimAsync(Claim(owner, chat, media)));
            var refused = await Assert.ThrowsAsync<ChatException>(() => ClaimAsync(Claim(reader, chat, media)));
            Assert.Equal(ErrorCodes.Unavailable, refused.Code);
        }
        finally
        {
            Messaging.Away = false;
        }
    }

    [Fact]
    public async Task Claims_of_the_same_media_at_the_same_time_do_not_stand_in_each_others_way()
    {
        var owner = Service.NewPerson();
        var media = new List<MediaId>();
        for (var i = 0; i < 6; i++)
            media.Add(await owner.UploadAsync([1]));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ =>
            ClaimAsync(Claim(owner, Service.NewChat(), [.. media.OrderBy(_ => Random.Shared.Next())]))));

        Assert.All(answers, answer => Assert.Equal([true], answer));
        Assert.Equal(40, (await ChatsAsync(media[0])).Count);
    }

    private async Task<List<ChatId>> ChatsAsync(MediaId media)
    {
        await using var command = Service.Directory.CreateCommand("SELECT chat_id FROM media_chat WHERE media_id = $1 ORDER BY chat_id");
        command.Parameters.AddWithValue(media.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var chats = new List<ChatId>();
        while (await reader.ReadAsync())
            chats.Add(new ChatId(reader.GetInt64(0)));
        return chats;
    }

    private async Task<bool> IsClaimedAsync(MediaId media)
    {
        await using var command = Service.Directory.CreateCommand("SELECT claimed_at > now() - interval '1 min' FROM media WHERE media_id = $1");
        command.Parameters.AddWithValue(media.Value);
        return await command.ExecuteScalarAsync() is true;
    }
}
