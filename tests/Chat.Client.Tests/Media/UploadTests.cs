using Chat.Client.Media;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Testing;

namespace Chat.Client.Tests.Media;

public sealed class UploadTests : MediaTest
{
    [Fact]
    public async Task A_small_medium_goes_up_by_one_put_with_the_headers_that_were_granted()
    {
        var (content, reports) = (Content(100_000), new Reports());

        var completed = await Account.Media.UploadAsync(new MemoryStream(content), content.Length, "image/png", progress: reports);

        Assert.Equal((100_000L, "image/png"), (completed.Size, completed.ContentType));
        Assert.Equal(content, Server.ContentOf(completed.MediaId));
        Assert.Equal(["PUT"], Blobs.Requests);
        Assert.Equal(("BlockBlob", "image/png"), (Blobs.LastHeaders["x-ms-blob-type"], Blobs.LastHeaders["x-ms-blob-content-type"]));
        Assert.Equal(100_000, reports.All[^1]);
    }

    [Fact]
    public async Task A_large_file_goes_up_in_blocks_and_comes_down_the_same()
    {
        var content = Content((2 * Limits.MediaBlock) + 5);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, content);
            var completed = await Account.Media.UploadFileAsync(path, "video/mp4");

            Assert.Equal(["block 0", "block 1", "block 2", "blocklist"], Blobs.Requests.Order());
            Assert.Equal("image/png", Blobs.LastHeaders["x-ms-blob-content-type"]);
            Assert.DoesNotContain("x-ms-blob-type", Blobs.LastHeaders.Keys);
            var received = new MemoryStream();
            await Account.Media.DownloadAsync(completed.MediaId, received);
            Assert.True(content.AsSpan().SequenceEqual(received.ToArray()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_block_that_breaks_in_the_middle_is_sent_again_alone()
    {
        var (ticket, content) = await BeginAsync(blocks: 6);
        var reports = new Reports();
        Blobs.Breaks.Enqueue(10_000);

        await Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content), reports);

        Assert.Equal(content, Server.ContentOf(ticket.MediaId));
        Assert.Equal(7, Blobs.Requests.Count(request => request.StartsWith("block ", StringComparison.Ordinal)));
        Assert.Equal(content.Length, reports.All[^1]);
        Assert.All(reports.All, bytes => Assert.InRange(bytes, 0, content.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_process_goes_on_with_the_ticket_and_sends_only_what_is_missing(bool seeks)
    {
        var (ticket, content) = await BeginAsync(blocks: 8);
        using (var dying = new CancellationTokenSource())
        {
            var read = new DyingStream(content, 5 * BlockSize, dying);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Account.Media.ResumeUploadAsync(ticket, read, null, dying.Token));
        }

        Blobs.Requests.Clear();
        using var other = Server.NewAccount();
        var reports = new Reports();
        await other.Media.ResumeUploadAsync(ticket, seeks ? new MemoryStream(content) : new OneWayStream(content), reports);

        Assert.Equal(content, Server.ContentOf(ticket.MediaId));
        Assert.InRange(Blobs.Listed.Count, 3, 5);
        Assert.Equal(
            Enumerable.Range(0, 8).Select(i => $"block {i}").Except(Blobs.Listed),
            Blobs.Requests.Where(request => request.StartsWith("block ", StringComparison.Ordinal)).Order());
        Assert.Equal(content.Length, reports.All[^1]);
    }

    [Fact]
    public async Task What_ended_before_the_completion_was_answered_sends_nothing_again()
    {
        var (ticket, content) = await BeginAsync(blocks: 3);
        await Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content));
        Blobs.Requests.Clear();

        var completed = await Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content));

        Assert.Equal(content.Length, completed.Size);
        Assert.Empty(Blobs.Requests);
    }

    [Theory]
    [InlineData("block 3")]
    [InlineData("list")]
    [InlineData("blocklist")]
    public async Task A_url_that_is_refused_is_asked_for_anew(string at)
    {
        var (ticket, content) = await BeginAsync(blocks: 6);
        Blobs.ExpiringAt[at] = true;

        await Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content));

        Assert.Equal(content, Server.ContentOf(ticket.MediaId));
        Assert.InRange(Server.Renewals, 2, 3);
    }

    [Fact]
    public async Task A_url_that_is_about_to_expire_is_not_used()
    {
        var (ticket, content) = await BeginAsync(blocks: 2);
        Server.GrantsLast = TimeSpan.FromSeconds(10);

        await Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content));

        // For the list, the blocks, which are sent together, and the block list.
        Assert.InRange(Server.Renewals, 3, 4);
    }

    [Fact]
    public async Task No_more_than_three_blocks_are_in_memory()
    {
        var (ticket, content) = await BeginAsync(blocks: 9);
        var opening = new TaskCompletionSource();
        Blobs.Opening = opening.Task;
        var stream = new MemoryStream(content);

        var upload = Account.Media.ResumeUploadAsync(ticket, stream);
        await Eventually.True(() => Blobs.Held == 3);
        Assert.Equal(3 * BlockSize, stream.Position);
        opening.SetResult();

        await upload;
        Assert.Equal(content, Server.ContentOf(ticket.MediaId));
    }

    [Fact]
    public async Task What_the_server_refuses_reaches_the_caller()
    {
        var (ticket, content) = await BeginAsync(blocks: 2);

        var refused = await Assert.ThrowsAsync<ChatException>(
            () => Account.Media.ResumeUploadAsync(ticket with { Size = ticket.Size - 1 }, new MemoryStream(content)));

        Assert.Equal(ErrorCodes.SizeMismatch, refused.Code);
    }

    [Fact]
    public async Task A_content_that_is_too_short_fails_the_upload()
    {
        var (ticket, content) = await BeginAsync(blocks: 4);

        await Assert.ThrowsAsync<EndOfStreamException>(() => Account.Media.ResumeUploadAsync(ticket, new MemoryStream(content, 0, content.Length - 1)));

        Assert.DoesNotContain("blocklist", Blobs.Requests);
    }

    private async Task<(MediaUploadTicket Ticket, byte[] Content)> BeginAsync(int blocks)
    {
        var content = Content((blocks * BlockSize) - 7);
        var ticket = await Account.Media.BeginUploadAsync("image/png", content.Length);
        return (ticket with { BlockSize = BlockSize }, content);
    }

    /// <summary>The process ends when so much has been read.</summary>
    private sealed class DyingStream(byte[] content, int at, CancellationTokenSource dying) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= at)
                await dying.CancelAsync();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
