using System.Net;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Downloading;

public sealed class GetMediaTests(MediaService service) : MediaTest(service)
{
    [Theory]
    [InlineData("image/png", "inline")]
    [InlineData("video/mp4", "inline")]
    [InlineData("audio/webm;codecs=opus", "inline")]
    [InlineData("application/pdf", "attachment")]
    [InlineData("application/zip", "attachment")]
    [InlineData("text/plain", "attachment")]
    [InlineData("application/octet-stream", "attachment")]
    public async Task The_owner_gets_it_as_what_was_said_and_only_pictures_and_sound_in_place(string contentType, string disposition)
    {
        var person = Service.NewPerson();
        var before = DateTimeOffset.UtcNow;
        var media = await person.UploadAsync([1, 2, 3], contentType);

        var download = await ReadAsync(person.DownloadAsync(media));

        Assert.Equal(contentType, download.ContentType);
        Assert.Equal(3, download.Size);
        Assert.InRange(download.ExpiresAt.ToDateTimeOffset(), before + Limits.DownloadGrant - TimeSpan.FromSeconds(1), DateTimeOffset.UtcNow + Limits.DownloadGrant);
        using var answer = await Store.SendAsync(HttpMethod.Get, download.DownloadUrl);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(contentType, answer.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal(disposition, answer.Content.Headers.NonValidated["Content-Disposition"].ToString());
    }

    [Fact]
    public async Task A_download_url_reads_and_does_nothing_else()
    {
        var person = Service.NewPerson();
        var url = (await ReadAsync(person.DownloadAsync(await person.UploadAsync([1, 2, 3])))).DownloadUrl;

        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Put, url, [4]));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Put, $"{url}&comp=metadata", []));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Delete, url));
        Assert.Equal([1, 2, 3], await Store.GetAsync(url));
    }

    [Fact]
    public async Task Who_may_see_a_message_that_carries_it_gets_it()
    {
        var (owner, reader, stranger) = (Service.NewPerson(), Service.NewPerson(), Service.NewPerson());
        var (chat, other) = (Service.NewChat(), Service.NewChat());
        var media = await owner.UploadAsync([1, 2, 3]);
        await ClaimAsync(Claim(owner, other, media), Claim(owner, chat, media));
        Messaging.Seen[(reader.Id, media, chat)] = true;
        Messaging.Seen[(stranger.Id, media, Service.NewChat())] = true;

        Assert.Equal([1, 2, 3], await Store.GetAsync((await ReadAsync(reader.DownloadAsync(media))).DownloadUrl));
        await stranger.DownloadAsync(media).IsRefusedAsync(404, "media-not-found");
    }

    [Fact]
    public async Task Messaging_is_asked_for_the_newest_thousand_chats_first_and_no_further_than_needed()
    {
        var (owner, reader, stranger) = (Service.NewPerson(), Service.NewPerson(), Service.NewPerson());
        var media = await owner.UploadAsync([1, 2, 3]);
        var chats = Enumerable.Range(1, 2_500).Select(number => new ChatId((1_000_000 + number) << IdLayout.ShardBits)).ToArray();
        await Service.ExecuteAsync(
            "INSERT INTO media_chat SELECT $1, chat, now() + number * interval '1 s' FROM unnest($2) WITH ORDINALITY AS chats (chat, number)",
            media.Value, chats.Select(chat => chat.Value).ToArray());
        Messaging.Seen[(reader.Id, media, chats[1_400])] = true;
        Messaging.Views.Clear();

        await ReadAsync(reader.DownloadAsync(media));
        var asked = Messaging.Views.Select(views => Assert.Single(views.Views).ChatIds.ToArray()).ToArray();
        await stranger.DownloadAsync(media).IsRefusedAsync(404, "media-not-found");

        Assert.Equal(2, asked.Length);
        Assert.Equal(chats.Reverse().Take(2_000).Select(chat => chat.Value), asked.SelectMany(page => page));
        Assert.Equal([1_000, 1_000, 500], Messaging.Views.Skip(2).Select(views => views.Views[0].ChatIds.Count));
    }

    [Fact]
    public async Task To_everybody_else_there_is_none()
    {
        var owner = Service.NewPerson();
        var media = await owner.UploadAsync([1, 2, 3]);
        Messaging.Views.Clear();

        await Service.NewPerson().DownloadAsync(media).IsRefusedAsync(404, "media-not-found");
        await owner.GetAsync("/api/media/f_00000000001").IsRefusedAsync(404, "media-not-found");
        await owner.GetAsync("/api/media/nonsense").IsRefusedAsync(404, "media-not-found");
        Assert.Empty(Messaging.Views);
    }

    [Fact]
    public async Task While_messaging_is_away_only_owners_are_answered()
    {
        var (owner, reader) = (Service.NewPerson(), Service.NewPerson());
        var media = await owner.UploadAsync([1, 2, 3]);
        await ClaimAsync(Claim(owner, Service.NewChat(), media));
        Messaging.Away = true;
        try
        {
            await reader.DownloadAsync(media).IsRefusedAsync(503, "unavailable");
            await ReadAsync(owner.DownloadAsync(media));
        }
        finally
        {
            Messaging.Away = false;
        }
    }
}
