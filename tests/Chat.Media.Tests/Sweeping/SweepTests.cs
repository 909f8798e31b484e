using System.Net;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Media.Storage;
using Chat.Media.Sweeping;
using Chat.Media.Tests.Service;
using Npgsql;

namespace Chat.Media.Tests.Sweeping;

public sealed class SweepTests(MediaService service) : MediaTest(service)
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(8);

    [Fact]
    public async Task Uploads_that_were_never_completed_go_a_day_after_their_last_grant()
    {
        var person = Service.NewPerson();
        var (whole, blocks, nothing, young) =
            (await person.CreateAsync("image/png", 3), await person.CreateAsync("video/mp4", 3), await person.CreateAsync("image/png", 3), await person.CreateAsync("image/png", 3));
        await Store.PutAsync(whole, [1, 2, 3]);
        await Store.PutBlockAsync(blocks, 0, [1, 2, 3]);
        foreach (var old in (MediaId[])[whole.MediaId, blocks.MediaId, nothing.MediaId])
            await Service.AgeAsync(old, TimeSpan.FromHours(24.5));
        await Service.AgeAsync(young.MediaId, TimeSpan.FromHours(24));

        await Service.SweepAsync();

        foreach (var gone in (MediaId[])[whole.MediaId, blocks.MediaId, nothing.MediaId])
            Assert.Null(await Service.StateAsync(gone));
        Assert.False(await Service.BlobExistsAsync(whole.MediaId));
        Assert.DoesNotContain(Store.BlockId(0), await Store.BlocksAsync(blocks), StringComparison.Ordinal);
        Assert.Equal(MediaState.Granted, await Service.StateAsync(young.MediaId));
        await person.CompleteAsync(whole.MediaId).IsRefusedAsync(404, "media-not-found");
    }

    [Fact]
    public async Task What_mismatched_goes_as_if_it_had_never_been_completed()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 3, new string('a', 64));
        await Store.PutAsync(upload, [1, 2, 3]);
        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "hash-mismatch");
        await Service.AgeAsync(upload.MediaId, TimeSpan.FromDays(2));

        await Service.SweepAsync();

        Assert.Null(await Service.StateAsync(upload.MediaId));
        Assert.False(await Service.BlobExistsAsync(upload.MediaId));
    }

    [Fact]
    public async Task Completed_media_that_no_message_carries_go_with_their_snapshots_and_claims()
    {
        var person = Service.NewPerson();
        var (unclaimed, claimed, young) = (await person.UploadAsync([1]), await person.UploadAsync([2]), await person.UploadAsync([3]));
        await ClaimAsync(Claim(person, Service.NewChat(), claimed));
        await Service.AgeAsync(unclaimed, LongAgo);
        await Service.AgeAsync(claimed, LongAgo);
        await Service.AgeAsync(young, TimeSpan.FromDays(6));
        var url = (await ReadAsync(person.DownloadAsync(unclaimed))).DownloadUrl;

        await Service.SweepAsync();

        foreach (var gone in (MediaId[])[unclaimed, claimed])
        {
            Assert.Null(await Service.StateAsync(gone));
            Assert.False(await Service.BlobExistsAsync(gone));
            await person.DownloadAsync(gone).IsRefusedAsync(404, "media-not-found");
        }

        Assert.Equal(System.Net.HttpStatusCode.NotFound, await Store.StatusAsync(HttpMethod.Get, url));
        Assert.Equal(MediaState.Completed, await Service.StateAsync(young));
        await using var chats = Service.Directory.CreateCommand("SELECT count(*) FROM media_chat WHERE media_id = $1");
        chats.Parameters.AddWithValue(claimed.Value);
        Assert.Equal(0L, await chats.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_claim_puts_the_end_off()
    {
        var person = Service.NewPerson();
        var media = await person.UploadAsync([1]);
        await Service.AgeAsync(media, LongAgo);
        await ClaimAsync(Claim(person, Service.NewChat(), media));

        await Service.SweepAsync();

        Assert.Equal(MediaState.Completed, await Service.StateAsync(media));
    }

    [Fact]
    public async Task What_a_message_carries_is_kept_and_never_asked_for_again()
    {
        var person = Service.NewPerson();
        var chat = Service.NewChat();
        var media = await person.UploadAsync([1]);
        await ClaimAsync(Claim(person, chat, media));
        await Service.AgeAsync(media, LongAgo);
        Messaging.Carried[(media, chat)] = true;

        await Service.SweepAsync();
        Messaging.Carriers.Clear();
        await Service.SweepAsync();

        Assert.Equal(MediaState.Kept, await Service.StateAsync(media));
        Assert.Empty(Messaging.Carriers);
        Assert.Equal([1], await Store.GetAsync((await ReadAsync(person.DownloadAsync(media))).DownloadUrl));
    }

    [Fact]
    public async Task While_messaging_is_away_nothing_that_was_completed_goes()
    {
        var person = Service.NewPerson();
        var media = await person.UploadAsync([1]);
        await ClaimAsync(Claim(person, Service.NewChat(), media));
        await Service.AgeAsync(media, LongAgo);
        Messaging.Away = true;
        try
        {
            await Assert.ThrowsAsync<ChatException>(Service.SweepAsync);
            Assert.Equal(MediaState.Completed, await Service.StateAsync(media));
        }
        finally
        {
            Messaging.Away = false;
        }

        await Service.SweepAsync();
        Assert.Null(await Service.StateAsync(media));
    }

    [Fact]
    public async Task More_than_a_batch_takes_more_turns()
    {
        var person = Service.NewPerson();
        var first = Random.Shared.NextInt64(1L << 60);
        await Service.ExecuteAsync(
            """
            INSERT INTO media (media_id, owner_id, content_type, size, state, created_at, granted_until)
            SELECT $1 + number, $2, 'image/png', 1, 0, now(), now() - interval '3 days' FROM generate_series(1, $3) AS number
            """,
            first, person.Id.Value, Sweep.Batch + 10);

        await Service.SweepAsync();

        for (var i = 1; i <= Sweep.Batch + 10; i += Sweep.Batch)
            Assert.Null(await Service.StateAsync(new MediaId(first + i)));
    }

    [Fact]
    public async Task A_lease_that_the_uploader_took_keeps_nothing()
    {
        var upload = await Service.NewPerson().CreateAsync("image/png", 3);
        await Store.PutAsync(upload, [1, 2, 3]);
        var forEver = new Dictionary<string, string> { ["x-ms-lease-action"] = "acquire", ["x-ms-lease-duration"] = "-1" };
        using var leased = await Store.SendAsync(HttpMethod.Put, $"{upload.UploadUrl}&comp=lease", [], forEver);
        Assert.Equal(HttpStatusCode.Created, leased.StatusCode);
        await Service.AgeAsync(upload.MediaId, LongAgo);

        await Service.SweepAsync();

        Assert.Null(await Service.StateAsync(upload.MediaId));
        Assert.False(await Service.BlobExistsAsync(upload.MediaId));
    }

    [Fact]
    public async Task One_replica_sweeps_at_a_time()
    {
        await using (await SweepLock.TryTakeAsync(Service.Directory, CancellationToken.None))
            Assert.Null(await SweepLock.TryTakeAsync(Service.Directory, CancellationToken.None));

        await using var after = await SweepLock.TryTakeAsync(Service.Directory, CancellationToken.None);
        Assert.NotNull(after);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_taken_gives_its_connection_back()
    {
        var settings = new NpgsqlConnectionStringBuilder(await Service.CreateDatabaseAsync())
        {
            SearchPath = "failing, pg_catalog", MaxPoolSize = 1, Timeout = 2,
        };
        await using var failing = NpgsqlDataSource.Create(settings);
        await using (var create = failing.CreateCommand(
            """
            CREATE SCHEMA failing;
            CREATE FUNCTION failing.pg_try_advisory_xact_lock(int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'
            """))
        {
            await create.ExecuteNonQueryAsync();
        }

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<PostgresException>(() => SweepLock.TryTakeAsync(failing, CancellationToken.None));
    }
}
