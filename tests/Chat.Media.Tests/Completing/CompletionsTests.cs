using System.Security.Cryptography;
using Azure;
using Chat.Contracts.Rest;
using Chat.Media.Completing;
using Chat.Media.Storage;
using Chat.Media.Tests.Service;
using Chat.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Media.Tests.Completing;

public sealed class CompletionsTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task A_completion_goes_on_when_whoever_asked_has_gone()
    {
        var (upload, media, version) = await UploadAsync(Service.Services.GetRequiredService<Verification>());
        using var gone = new CancellationTokenSource();

        var waiting = Service.Services.GetRequiredService<Completions>().CompleteAsync(media, version, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.Async(async _ => await Service.StateAsync(upload.MediaId) == MediaState.Completed);
    }

    [Fact]
    public async Task Completions_that_are_disposed_leave_none_under_way()
    {
        var verification = Service.Services.GetRequiredService<Verification>();
        var (upload, media, version) = await UploadAsync(verification);
        var completions = new Completions(verification, Service.Directory, TimeProvider.System);

        var waiting = completions.CompleteAsync(media, version, CancellationToken.None);
        await completions.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(MediaState.Granted, await Service.StateAsync(upload.MediaId));
    }

    private async Task<(MediaUpload Upload, MediaRow Media, ETag Version)> UploadAsync(Verification verification)
    {
        var content = Store.Bytes(4_000_000);
        var upload = await Service.NewPerson().CreateAsync("video/mp4", content.Length, Convert.ToHexString(SHA256.HashData(content)));
        await Store.PutAsync(upload, content);
        var media = (await MediaRow.FindAsync(Service.Directory, upload.MediaId, CancellationToken.None))!;
        return (upload, media, await verification.CheckAsync(media, CancellationToken.None));
    }
}
