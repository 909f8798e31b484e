using Chat.Client.Accounts;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Client.Media;

/// <summary>
/// Media of messages: up and down by signed URLs, straight to and from the blob store. What breaks goes on where it was; URLs
/// that expire are renewed. Refusals throw <see cref="Contracts.Errors.ChatException"/>, an outage that outlasts the retries
/// (a minute, about) <see cref="HttpRequestException"/>, <see cref="IOException"/> or <see cref="TimeoutException"/>.
/// </summary>
public sealed class AccountMedia
{
    private readonly RestCalls _calls;
    private readonly BlobStore _store;
    private readonly TimeProvider _time;

    internal AccountMedia(RestCalls calls, HttpClient store, TimeProvider time)
    {
        _calls = calls;
        _store = new BlobStore(store, time);
        _time = time;
    }

    /// <summary>Begins an upload, of which nothing is sent yet. Kept, the ticket outlives this process.</summary>
    /// <param name="size">Bytes, up to <see cref="Limits.MaxMedia"/>.</param>
    /// <param name="sha256">64 hexadecimal digits; what was uploaded is compared with it.</param>
    public async Task<MediaUploadTicket> BeginUploadAsync(
        string contentType, long size, string? sha256 = null, CancellationToken cancellationToken = default) =>
        TicketOf(await CreateAsync(contentType, size, sha256, cancellationToken), size);

    /// <summary>Uploads a medium that messages may carry from then on.</summary>
    /// <param name="content">Read from its present position, that many bytes.</param>
    /// <param name="progress">Bytes that are up; they go back where a block has to be repeated.</param>
    /// <inheritdoc cref="BeginUploadAsync" path="/param"/>
    public async Task<CompletedMedia> UploadAsync(
        Stream content, long size, string contentType, string? sha256 = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var created = await CreateAsync(contentType, size, sha256, cancellationToken);
        return await SendAsync(TicketOf(created, size), content, created, progress, cancellationToken);
    }

    /// <inheritdoc cref="UploadAsync"/>
    public async Task<CompletedMedia> UploadFileAsync(
        string path, string contentType, string? sha256 = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var file = OpenRead(path);
        return await UploadAsync(file, file.Length, contentType, sha256, progress, cancellationToken);
    }

    /// <summary>Goes on with an upload, whoever began it: only blocks that the store does not have are sent.</summary>
    /// <param name="content">The same content, at its beginning.</param>
    /// <inheritdoc cref="UploadAsync" path="/param"/>
    public async Task<CompletedMedia> ResumeUploadAsync(
        MediaUploadTicket ticket, Stream content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        // Before anything is sent: what ended between the last byte and its answer is complete.
        if (await TryCompleteAsync(ticket.MediaId, cancellationToken) is not { } completed)
            return await SendAsync(ticket, content, created: null, progress, cancellationToken);
        progress?.Report(ticket.Size);
        return completed;
    }

    /// <inheritdoc cref="ResumeUploadAsync"/>
    public async Task<CompletedMedia> ResumeUploadFileAsync(
        MediaUploadTicket ticket, string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var file = OpenRead(path);
        return await ResumeUploadAsync(ticket, file, progress, cancellationToken);
    }

    /// <summary>The grant of a download, for who fetches it by other means.</summary>
    /// <exception cref="Contracts.Errors.ChatException"><c>media-not-found</c>: there is none that the user may see.</exception>
    public Task<MediaDownload> GetAsync(MediaId mediaId, CancellationToken cancellationToken = default) =>
        _calls.CallAsync<MediaDownload>(HttpMethod.Get, $"/api/media/{mediaId}", null, cancellationToken: cancellationToken);

    /// <summary>Downloads a medium.</summary>
    /// <param name="from">Bytes of it that <paramref name="destination"/> has already.</param>
    /// <param name="progress">Bytes that are there.</param>
    public async Task<MediaDownload> DownloadAsync(
        MediaId mediaId, Stream destination, long from = 0, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var granted = await GetAsync(mediaId, cancellationToken);
        using var url = new SignedUrl(async cancellation => GrantOf(await GetAsync(mediaId, cancellation)), _time, GrantOf(granted));
        await new Download(_store, url, destination, progress, _time).RunAsync(from, granted.Size, cancellationToken);
        return granted;
    }

    private async Task<CompletedMedia> SendAsync(
        MediaUploadTicket ticket, Stream content, MediaUpload? created, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var url = new SignedUrl(
            async cancellation => GrantOf(await RenewAsync(ticket.MediaId, cancellation)), _time, created is null ? null : GrantOf(created));
        await new Upload(_store, url, ticket, content, resumes: created is null, progress, _time).RunAsync(cancellationToken);
        return await new TransferRetry(_time).RunAsync(cancellation => CompleteAsync(ticket.MediaId, cancellation), cancellationToken);
    }

    private Task<MediaUpload> CreateAsync(string contentType, long size, string? sha256, CancellationToken cancellationToken) =>
        _calls.CallAsync<MediaUpload>(
            HttpMethod.Post, "/api/media", new CreateMediaRequest(contentType, size, sha256), cancellationToken: cancellationToken);

    private Task<MediaUpload> RenewAsync(MediaId mediaId, CancellationToken cancellationToken) =>
        _calls.CallAsync<MediaUpload>(HttpMethod.Post, $"/api/media/{mediaId}/upload", null, cancellationToken: cancellationToken);

    private Task<CompletedMedia> CompleteAsync(MediaId mediaId, CancellationToken cancellationToken) =>
        _calls.CallAsync<CompletedMedia>(HttpMethod.Post, $"/api/media/{mediaId}/complete", null, cancellationToken: cancellationToken);

    /// <summary>Null: there is nothing yet, or not the whole.</summary>
    private async Task<CompletedMedia?> TryCompleteAsync(MediaId mediaId, CancellationToken cancellationToken)
    {
        try
        {
            return await new TransferRetry(_time).RunAsync(cancellation => CompleteAsync(mediaId, cancellation), cancellationToken);
        }
        catch (Contracts.Errors.ChatException refusal) when (refusal.Code == Contracts.Errors.ErrorCodes.NotUploaded)
        {
            return null;
        }
    }

    private static MediaUploadTicket TicketOf(MediaUpload created, long size) => new(created.MediaId, size, Limits.MediaBlock);

    private static Grant GrantOf(MediaUpload upload) => new(new Uri(upload.UploadUrl), upload.ExpiresAt.ToDateTimeOffset(), upload.UploadHeaders);

    private static Grant GrantOf(MediaDownload download) => new(new Uri(download.DownloadUrl), download.ExpiresAt.ToDateTimeOffset());

    private static FileStream OpenRead(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Access = FileAccess.Read });
}
