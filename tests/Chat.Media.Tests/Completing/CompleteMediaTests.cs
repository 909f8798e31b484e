using System.Net;
using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Chat.Contracts.Rest;
using Chat.Media.Storage;
using Chat.Media.Tests.Service;

namespace Chat.Media.Tests.Completing;

public sealed class CompleteMediaTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task What_was_put_at_once_is_completed_any_number_of_times()
    {
        var person = Service.NewPerson();
        var content = Store.Bytes(100_000);
        var upload = await person.CreateAsync("image/png", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        await Store.PutAsync(upload, content);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await person.CompleteAsync(upload.MediaId);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(new CompletedMedia(upload.MediaId, content.Length, "image/png"), await answer.ReadAsync<CompletedMedia>());
        }

        Assert.Equal(content, await Store.GetAsync((await ReadAsync(person.DownloadAsync(upload.MediaId))).DownloadUrl));
    }

    [Fact]
    public async Task What_was_put_in_blocks_is_completed()
    {
        var person = Service.NewPerson();
        var content = Store.Bytes(300_000);
        var upload = await person.CreateAsync("video/mp4", content.Length, Convert.ToHexString(SHA256.HashData(content)));
        for (var i = 0; i < 3; i++)
            await Store.PutBlockAsync(upload, i, content[(i * 100_000)..((i + 1) * 100_000)]);
        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "not-uploaded");
        await Store.CommitAsync(upload, 3);

        using var answer = await person.CompleteAsync(upload.MediaId);

        Assert.Equal(new CompletedMedia(upload.MediaId, content.Length, "video/mp4"), await answer.ReadAsync<CompletedMedia>());
        Assert.Equal(content, await Store.GetAsync((await ReadAsync(person.DownloadAsync(upload.MediaId))).DownloadUrl));
    }

    [Fact]
    public async Task Completions_at_the_same_time_agree_and_leave_one_snapshot()
    {
        var person = Service.NewPerson();
        var content = Store.Bytes(100_000);
        var upload = await person.CreateAsync("image/png", content.Length, Convert.ToHexString(SHA256.HashData(content)));
        await Store.PutAsync(upload, content);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.CompleteAsync(upload.MediaId)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, await SnapshotsAsync(upload));
        Assert.Equal(content, await Store.GetAsync((await ReadAsync(person.DownloadAsync(upload.MediaId))).DownloadUrl));
    }

    [Fact]
    public async Task Completions_of_the_same_moment_lose_nothing()
    {
        var person = Service.NewPerson();
        for (var i = 0; i < 30; i++)
        {
            var upload = await person.CreateAsync("image/png", 3);
            await Store.PutAsync(upload, [1, 2, 3]);

            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => person.CompleteAsync(upload.MediaId)));

            Assert.Equal([1, 2, 3], await Store.GetAsync((await ReadAsync(person.DownloadAsync(upload.MediaId))).DownloadUrl));
        }
    }

    [Fact]
    public async Task What_was_not_uploaded_is_not_completed()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 5);

        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "not-uploaded");
        await person.DownloadAsync(upload.MediaId).IsRefusedAsync(404, "media-not-found");
    }

    [Fact]
    public async Task Another_size_is_refused_until_the_right_one_is_there()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 5);
        await Store.PutAsync(upload, [1, 2, 3]);

        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "size-mismatch");
        await Store.PutAsync(upload, [1, 2, 3, 4, 5]);

        using var answer = await person.CompleteAsync(upload.MediaId);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Another_hash_is_refused_and_the_content_is_not_read_again()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 3, Convert.ToHexString(SHA256.HashData([1, 2, 3])));
        await Store.PutAsync(upload, [3, 2, 1]);

        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "hash-mismatch");
        Assert.Equal(0, await SnapshotsAsync(upload));
        Assert.NotNull((await MediaRow.FindAsync(Service.Directory, upload.MediaId, CancellationToken.None))!.Mismatched);
        await person.CompleteAsync(upload.MediaId).IsRefusedAsync(409, "hash-mismatch");
        await person.DownloadAsync(upload.MediaId).IsRefusedAsync(404, "media-not-found");

        await Store.PutAsync(upload, [1, 2, 3]);
        using var answer = await person.CompleteAsync(upload.MediaId);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_written_after_the_completion_changes_nothing()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 3);
        await Store.PutAsync(upload, [1, 2, 3]);
        using var first = await person.CompleteAsync(upload.MediaId);

        await Store.PutAsync(upload, [6, 6, 6, 6]);
        await Store.PutBlockAsync(upload, 0, [7]);
        await Store.CommitAsync(upload, 1);
        Assert.NotEqual(HttpStatusCode.Accepted, await Store.StatusAsync(HttpMethod.Delete, upload.UploadUrl));

        using var second = await person.CompleteAsync(upload.MediaId);
        Assert.Equal(new CompletedMedia(upload.MediaId, 3, "image/png"), await second.ReadAsync<CompletedMedia>());
        Assert.Equal([1, 2, 3], await Store.GetAsync((await ReadAsync(person.DownloadAsync(upload.MediaId))).DownloadUrl));
    }

    [Fact]
    public async Task To_anybody_else_there_is_no_such_media()
    {
        var upload = await Service.NewPerson().CreateAsync("image/png", 3);
        await Store.PutAsync(upload, [1, 2, 3]);

        await Service.NewPerson().CompleteAsync(upload.MediaId).IsRefusedAsync(404, "media-not-found");
        await Service.NewPerson().PostAsync("/api/media/nonsense/complete").IsRefusedAsync(404, "media-not-found");
    }

    [Fact]
    public async Task Verifying_a_large_upload_holds_a_small_part_of_it()
    {
        var person = Service.NewPerson();
        var block = Store.Bytes(8 * 1024 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < 8; i++)
            hash.AppendData(block);
        var upload = await person.CreateAsync("video/mp4", 8L * block.Length, Convert.ToHexString(hash.GetHashAndReset()));
        for (var i = 0; i < 8; i++)
            await Store.PutBlockAsync(upload, i, block);
        await Store.CommitAsync(upload, 8);

        var before = GC.GetTotalAllocatedBytes();
        using var answer = await person.CompleteAsync(upload.MediaId);
        var allocated = GC.GetTotalAllocatedBytes() - before;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(allocated < 16 * 1024 * 1024, $"{allocated} bytes for 64 MiB");
    }

    private async Task<int> SnapshotsAsync(MediaUpload upload)
    {
        // Azurite gives two of the same millisecond one name.
        var snapshots = new HashSet<string>();
        await foreach (var blob in Service.Blobs.Container.GetBlobsAsync(BlobTraits.None, BlobStates.Snapshots, upload.MediaId.ToString()))
        {
            if (blob.Snapshot is not null)
                snapshots.Add(blob.Snapshot);
        }

        return snapshots.Count;
    }
}
