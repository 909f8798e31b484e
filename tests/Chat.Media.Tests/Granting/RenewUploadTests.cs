using System.Net;
using Chat.Contracts.Rest;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Granting;

public sealed class RenewUploadTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task An_upload_goes_on_with_a_fresh_url_after_a_break()
    {
        var person = Service.NewPerson();
        var (first, second) = (Store.Bytes(50_000), Store.Bytes(20_000));
        var upload = await person.CreateAsync("video/mp4", 70_000);
        await Store.PutBlockAsync(upload, 0, first);

        using var answer = await person.PostAsync($"/api/media/{upload.MediaId}/upload");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var again = await answer.ReadAsync<MediaUpload>();
        Assert.Equal(upload.MediaId, again.MediaId);
        Assert.Equal(upload.UploadHeaders, again.UploadHeaders);
        Assert.Contains(Store.BlockId(0), await Store.BlocksAsync(again), StringComparison.Ordinal);
        await Store.PutBlockAsync(again, 1, second);
        await Store.CommitAsync(again, 2);

        using var completed = await person.CompleteAsync(upload.MediaId);
        Assert.Equal(new CompletedMedia(upload.MediaId, 70_000, "video/mp4"), await completed.ReadAsync<CompletedMedia>());
    }

    [Fact]
    public async Task The_sweeper_counts_from_the_last_grant()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("video/mp4", 5);
        await Service.AgeAsync(upload.MediaId, TimeSpan.FromDays(2));

        using var answer = await person.PostAsync($"/api/media/{upload.MediaId}/upload");
        answer.EnsureSuccessStatusCode();

        await Service.SweepAsync();
        Assert.NotNull(await Service.StateAsync(upload.MediaId));
    }

    [Fact]
    public async Task Only_for_the_owner_and_only_until_completed()
    {
        var owner = Service.NewPerson();
        var upload = await owner.CreateAsync("image/png", 3);

        await Service.NewPerson().PostAsync($"/api/media/{upload.MediaId}/upload").IsRefusedAsync(404, "media-not-found");
        await owner.PostAsync("/api/media/f_00000000001/upload").IsRefusedAsync(404, "media-not-found");
        await owner.PostAsync("/api/media/nonsense/upload").IsRefusedAsync(404, "media-not-found");
        var completed = await owner.UploadAsync([1, 2, 3]);
        await owner.PostAsync($"/api/media/{completed}/upload").IsRefusedAsync(404, "media-not-found");
    }
}
