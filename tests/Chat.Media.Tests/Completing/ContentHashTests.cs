using Chat.Contracts.Errors;
using Chat.Media.Completing;
using Chat.Media.Tests.Service;
using Microsoft.Extensions.Configuration;

namespace Chat.Media.Tests.Completing;

public sealed class ContentHashTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task Beyond_those_that_may_wait_the_next_is_told_to_come_back()
    {
        var media = await Service.NewPerson().UploadAsync(Store.Bytes(1_000_000));
        var one = new Dictionary<string, string?> { ["Media:Hashings"] = "1" };
        await using var hash = new ContentHash(new ConfigurationBuilder().AddInMemoryCollection(one).Build());

        // None of them can have ended before the last has begun: each needs the store's answer.
        var hashings = Enumerable.Range(0, 70).Select(_ => hash.Sha256Async(Service.Blobs.Of(media), CancellationToken.None)).ToArray();

        var refused = await Assert.ThrowsAsync<ChatException>(() => hashings[^1]);
        Assert.Equal(ErrorCodes.Unavailable, refused.Code);
        var done = await Task.WhenAll(hashings.Take(65));
        Assert.Single(done.Select(Convert.ToHexString).Distinct());
    }
}
