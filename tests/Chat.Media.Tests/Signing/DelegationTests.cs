using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Chat.Contracts.Ids;
using Chat.Media.Signing;
using Chat.Media.Storage;
using Chat.Media.Tests.Service;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Media.Tests.Signing;

/// <summary>Signatures by a user delegation key, as with a managed identity.</summary>
public sealed class DelegationTests(MediaService service) : MediaTest(service)
{
    // With this, which is published with it, Azurite makes its user delegation keys.
    private const string AzuriteBasicKey = "I17GKLvcJUossaebtsEDZZ2RJ8GNLwLH4m7hRMxbVbkx6wNIRAABj4Rtw0FBhFuEAgmbL4gFMzUw+AStz9Sqdg==";

    private const string Version = "2023-01-03";

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UtcNow);
    private int _fetched;

    [Fact]
    public async Task The_store_takes_them()
    {
        var person = Service.NewPerson();
        var upload = await person.CreateAsync("image/png", 3);
        using var keys = Keys();
        var urls = new SignedUrls(Service.Blobs, new DelegationSigner(keys), new PublicAddress(Service.Account.Uri, null), TimeProvider.System);

        var url = (await urls.UploadAsync(upload.MediaId, CancellationToken.None)).Url;
        await Store.PutAsync(upload with { UploadUrl = url }, [1, 2, 3]);

        Assert.Equal([1, 2, 3], await Store.GetAsync(url));
        Assert.Equal(HttpStatusCode.Forbidden, await Store.StatusAsync(HttpMethod.Get, url.Replace("sp=rw&", "sp=rwd&", StringComparison.Ordinal)));
        using var completed = await person.CompleteAsync(upload.MediaId);
        completed.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task They_name_the_key_and_hold_within_its_life_and_by_https_alone()
    {
        using var keys = Keys();
        var account = new BlobServiceClient(new Uri("https://chat.blob.core.windows.net"), new NoToken());
        var urls = new SignedUrls(new MediaBlobs(account), new DelegationSigner(keys), new PublicAddress(account.Uri, null), _time);

        var download = await urls.DownloadAsync(new MediaId(5), "2026-01-01T00:00:00.0000000Z", "application/pdf", CancellationToken.None);

        Assert.StartsWith("https://chat.blob.core.windows.net/media/f_00000000005?", download.Url, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(new Uri(download.Url).Query);
        Assert.Equal(("r", "bs", "https"), (query["sp"], query["sr"], query["spr"]));
        Assert.Equal(("2026-01-01T00:00:00.0000000Z", "application/pdf", "attachment"), (query["snapshot"], query["rsct"], query["rscd"]));
        Assert.Equal(("object", "tenant", "b"), (query["skoid"], query["sktid"], query["sks"]));
        Assert.Equal(Signature(query, "/blob/chat/media/f_00000000005"), query["sig"]);
        Assert.True(Time(query["skt"]) <= Time(query["st"]) && Time(query["se"]) <= Time(query["ske"]));
        Assert.Equal(_time.GetUtcNow() - SignedUrls.ClockSkew, Time(query["st"]), TimeSpan.FromSeconds(1));
        Assert.Equal(download.ExpiresAt, Time(query["se"]));
    }

    [Fact]
    public async Task One_key_serves_many_and_is_renewed_before_its_end()
    {
        using var keys = Keys();

        var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => keys.GetAsync(CancellationToken.None).AsTask()));
        _time.Advance(DelegationKeys.Life - DelegationKeys.RenewAhead - TimeSpan.FromSeconds(2));
        var before = await keys.GetAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));
        var after = await keys.GetAsync(CancellationToken.None);

        Assert.Same(before, Assert.Single(first.Distinct()));
        Assert.NotSame(before, after);
        Assert.Equal(2, _fetched);
    }

    [Fact]
    public async Task While_no_new_key_is_to_be_had_the_old_one_serves_on_until_it_would_end_before_a_signature()
    {
        var away = false;
        using var keys = Keys(() => away);
        var first = await keys.GetAsync(CancellationToken.None);
        away = true;

        _time.Advance(DelegationKeys.Life - SignedUrls.Longest - TimeSpan.FromSeconds(2));
        Assert.Same(first, await keys.GetAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<RequestFailedException>(() => keys.GetAsync(CancellationToken.None).AsTask());
        away = false;
        Assert.NotSame(first, await keys.GetAsync(CancellationToken.None));
    }

    /// <summary>As Azure documents it for a user delegation SAS of this version. Azurite leaves the snapshot out of it, so that only Azure
    /// could say more.</summary>
    private static string Signature(NameValueCollection query, string resource)
    {
        string?[] parts =
        [
            query["sp"], query["st"], query["se"], resource, query["skoid"], query["sktid"], query["skt"], query["ske"], query["sks"],
            query["skv"], null, null, null, null, query["spr"], query["sv"], query["sr"], query["snapshot"], null, null, query["rscd"],
            null, null, query["rsct"],
        ];
        return Convert.ToBase64String(HMACSHA256.HashData(Secret(query["skt"]!, query["ske"]!), Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);

    private DelegationKeys Keys(Func<bool>? isAway = null) => new(
        async (from, until, cancellation) =>
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            if (isAway?.Invoke() == true)
                throw new RequestFailedException(503, "Away, as the test says.");
            Interlocked.Increment(ref _fetched);
            return Made(from, until);
        },
        _time,
        NullLogger<DelegationKeys>.Instance);

    private static UserDelegationKey Made(DateTimeOffset from, DateTimeOffset until)
    {
        var secret = Secret($"{from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", $"{until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return BlobsModelFactory.UserDelegationKey("object", "tenant", "b", Version, Convert.ToBase64String(secret), until, from);
    }

    private static byte[] Secret(string from, string until) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(AzuriteBasicKey), Encoding.UTF8.GetBytes($"object\ntenant\n{from}\n{until}\nb\n{Version}"));

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is asked of the account.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is asked of the account.");
    }
}
