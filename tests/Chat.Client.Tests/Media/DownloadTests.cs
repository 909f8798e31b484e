using Chat.Contracts.Errors;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Media;

public sealed class DownloadTests : MediaTest
{
    [Fact]
    public async Task What_breaks_in_the_middle_goes_on_where_it_was()
    {
        var (content, received, reports) = (Content(3_000_000), new MemoryStream(), new Reports());
        var medium = Server.Put(content);
        Blobs.Breaks.Enqueue(1_000_000);
        Blobs.Breaks.Enqueue(500_000);

        var granted = await Account.Media.DownloadAsync(medium, received, progress: reports);

        Assert.Equal(("image/png", 3_000_000L), (granted.ContentType, granted.Size));
        Assert.Equal(content, received.ToArray());
        Assert.Equal(3, Blobs.Requests.Count);
        Assert.Equal(reports.All.Order(), reports.All);
        Assert.Equal(content.Length, reports.All[^1]);
    }

    [Fact]
    public async Task A_store_that_knows_no_ranges_sends_the_whole_again_and_nothing_is_written_twice()
    {
        var (content, received) = (Content(1_000_000), new MemoryStream());
        var medium = Server.Put(content);
        Blobs.KnowsRanges = false;
        Blobs.Breaks.Enqueue(400_000);

        await Account.Media.DownloadAsync(medium, received);

        Assert.Equal(content, received.ToArray());
    }

    [Fact]
    public async Task A_caller_who_has_its_beginning_asks_for_the_rest()
    {
        var (content, received) = (Content(1_000), new MemoryStream());
        var medium = Server.Put(content);

        await Account.Media.DownloadAsync(medium, received, from: 400);
        await Account.Media.DownloadAsync(medium, received, from: 1_000);

        Assert.Equal(content[400..], received.ToArray());
        Assert.Equal(["GET 400-"], Blobs.Requests);
    }

    [Fact]
    public async Task A_url_that_is_refused_is_asked_for_anew()
    {
        var (content, received) = (Content(1_000_000), new MemoryStream());
        var medium = Server.Put(content);
        Blobs.ExpiringAt["GET 0-"] = true;

        await Account.Media.DownloadAsync(medium, received);

        Assert.Equal(content, received.ToArray());
        Assert.Equal(2, Server.Renewals);
    }

    [Fact]
    public async Task What_the_user_may_not_see_is_not_found() =>
        Assert.Equal(
            ErrorCodes.MediaNotFound,
            (await Assert.ThrowsAsync<ChatException>(() => Account.Media.DownloadAsync(new MediaId(7), new MemoryStream()))).Code);

    [Fact]
    public async Task A_destination_that_fails_is_not_asked_again()
    {
        var medium = Server.Put(Content(1_000));

        await Assert.ThrowsAsync<IOException>(() => Account.Media.DownloadAsync(medium, new FullStream()));

        Assert.Single(Blobs.Requests);
    }

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device.");
    }
}
