using Azure.Storage.Blobs;
using Chat.Media.Storage;
using Chat.Media.Sweeping;
using Chat.Media.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Media.Tests.Sweeping;

/// <summary>Claims that come in the midst of a sweep, and sweeps that did not come to their end.</summary>
public sealed class InterruptedSweepTests(MediaService service) : MediaTest(service)
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(8);

    [Fact]
    public async Task A_claim_between_the_question_and_the_doom_saves_it()
    {
        var person = Service.NewPerson();
        var media = await person.UploadAsync([1]);
        await ClaimAsync(Claim(person, Service.NewChat(), media));
        await Service.AgeAsync(media, LongAgo);
        Messaging.BeforeCarried = () => ClaimAsync(Claim(person, Service.NewChat(), media));

        await Service.SweepAsync();
        Messaging.BeforeCarried = () => Task.CompletedTask;

        Assert.Equal(MediaState.Completed, await Service.StateAsync(media));
        Assert.True(await Service.BlobExistsAsync(media));
    }

    [Fact]
    public async Task A_claim_is_granted_and_the_medium_stays_or_it_is_refused_and_goes()
    {
        var person = Service.NewPerson();
        var media = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => person.UploadAsync([1])));
        foreach (var one in media)
            await Service.AgeAsync(one, LongAgo);

        var sweep = Service.SweepAsync();
        var claims = await Task.WhenAll(media.Select(async one => (await ClaimAsync(Claim(person, Service.NewChat(), one)))[0]));
        await sweep;
        await Service.SweepAsync();

        for (var i = 0; i < media.Length; i++)
        {
            Assert.Equal(claims[i] ? MediaState.Completed : null, await Service.StateAsync(media[i]));
            Assert.Equal(claims[i], await Service.BlobExistsAsync(media[i]));
        }
    }

    [Fact]
    public async Task What_a_killed_process_had_doomed_goes_also_while_messaging_is_away()
    {
        var person = Service.NewPerson();
        var (untouched, blobGone) = (await person.UploadAsync([1]), await person.UploadAsync([2]));
        await Service.ExecuteAsync("UPDATE media SET state = 3 WHERE media_id = ANY ($1)", new[] { untouched.Value, blobGone.Value });
        await Service.Blobs.Of(blobGone).DeleteIfExistsAsync(Azure.Storage.Blobs.Models.DeleteSnapshotsOption.IncludeSnapshots);
        Messaging.Away = true;
        try
        {
            await Service.SweepAsync();
        }
        finally
        {
            Messaging.Away = false;
        }

        Assert.Null(await Service.StateAsync(untouched));
        Assert.Null(await Service.StateAsync(blobGone));
        Assert.False(await Service.BlobExistsAsync(untouched));
    }

    [Fact]
    public async Task The_row_stays_as_long_as_the_store_does_not_delete_the_blob()
    {
        var person = Service.NewPerson();
        var media = await person.UploadAsync([1]);
        await Service.AgeAsync(media, LongAgo);
        var nowhere = Service.Azurite.ConnectionString.Replace(Service.Azurite.Endpoint, "http://127.0.0.1:1/devstoreaccount1", StringComparison.Ordinal);
        var away = new MediaBlobs(new BlobServiceClient(nowhere, new BlobClientOptions { Retry = { MaxRetries = 0 } }));

        await ActivatorUtilities.CreateInstance<Sweep>(Service.Services, away).TurnAsync(CancellationToken.None);
        Assert.Equal(MediaState.Doomed, await Service.StateAsync(media));
        await person.DownloadAsync(media).IsRefusedAsync(404, "media-not-found");

        await Service.SweepAsync();
        Assert.Null(await Service.StateAsync(media));
        Assert.False(await Service.BlobExistsAsync(media));
    }
}
