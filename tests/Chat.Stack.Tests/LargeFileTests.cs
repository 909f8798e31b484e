using System.Security.Cryptography;
using Chat.Client;
using Chat.Client.Accounts;
using Chat.Client.Sending;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Stack.Tests.Media;
using Xunit.Abstractions;

namespace Chat.Stack.Tests;

/// <summary>A large file through all of it: straight to the blob store and back, by grants that follow the messages.</summary>
[Collection(StackTests.Name)]
public sealed class LargeFileTests(StackFixture fixture, ITestOutputHelper output) : IDisposable
{
    private const long Size = 300L * 1024 * 1024;
    private const int Blocks = (int)((Size + Limits.MediaBlock - 1) / Limits.MediaBlock);
    private const long Little = Size / 10;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly string _file = Path.Combine(fixture.Stack.Data, $"media-{Guid.NewGuid():N}.bin");

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose()
    {
        File.Delete(_file);
        _limit.Dispose();
    }

    [Fact]
    public async Task A_large_file_goes_up_and_down_past_the_services_resumes_after_breaks_and_is_for_who_may_see_its_message()
    {
        var hash = await WriteFileAsync();
        using var dying = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var first = new BreakingStore(upBytes: Size / 3, broke: dying.Cancel);
        using var second = new BreakingStore();
        using var down = new BreakingStore(downBytes: Size / 2);
        using var ann = await SignUpAsync(first);
        using var bob = await SignUpAsync(down);
        using var eve = await SignUpAsync(second);
        var chat = (await ann.Chats.CreateGroupAsync("Media", [bob.UserId], Cancellation)).ChatId;
        await using var traffic = new ServiceTraffic(fixture.Stack);

        // The process dies in the middle; another one goes on with the ticket.
        var ticket = await ann.Media.BeginUploadAsync("application/octet-stream", Size, cancellationToken: Cancellation);
        await using (var file = File.OpenRead(_file))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ann.Media.ResumeUploadAsync(ticket, file, null, dying.Token));
        using var again = new ChatAccount(fixture.Stack.Edge, store: StoreClient(second));
        again.Resume(ann.Tokens, DateTimeOffset.UtcNow);
        var completed = await again.Media.ResumeUploadFileAsync(ticket, _file, cancellationToken: Cancellation);

        Assert.Equal(Size, completed.Size);
        Assert.Equal(1, first.Breaks);
        // Of those under way at the break, at most three, the store may have got some without its answer having come.
        Assert.Empty(first.Blocks.Intersect(second.Blocks));
        Assert.InRange(first.Blocks.Count + second.Blocks.Count, Blocks - 3, Blocks);
        Assert.InRange(second.Up, Size / 2, Size - (Size / 4));

        await Assert404Async(bob, ticket.MediaId);
        await using (var client = new ChatClient(again))
        {
            await client.ConnectAsync(Cancellation);
            await client.SendAsync(chat, "a file"u8.ToArray(), new SendOptions { MediaIds = [ticket.MediaId] }, Cancellation);
        }

        using var sha = SHA256.Create();
        await using (var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
            await bob.Media.DownloadAsync(ticket.MediaId, hashing, cancellationToken: Cancellation);
        Assert.Equal(hash, Convert.ToHexString(sha.Hash!));
        Assert.Equal(1, down.Breaks);

        var readings = await traffic.EndAsync();
        // This process has moved all of it, both ways: so would be seen whoever carries it.
        Assert.True(readings.Single(reading => reading.Process.Name == ServiceProcess.Self).Bytes > Size * 3 / 2);
        foreach (var (process, bytes, memory) in readings.Where(reading => reading.Process.Name != ServiceProcess.Self))
        {
            output.WriteLine($"{process.Name} {process.Pid}: {bytes / 1024} KiB moved, {memory / 1024} KiB of memory more");
            Assert.True(bytes < Little, $"{process} moved {bytes} bytes.");
            Assert.True(memory < Little * 3, $"{process} took {memory} bytes more.");
        }

        Assert.DoesNotContain(fixture.Stack.Edge.Authority, first.Hosts.Concat(second.Hosts).Concat(down.Hosts));
        await Assert404Async(eve, ticket.MediaId);
        await ann.Chats.RemoveMemberAsync(chat, bob.UserId, Cancellation);
        await Assert404Async(bob, ticket.MediaId);
        Assert.Equal(Size, (await ann.Media.GetAsync(ticket.MediaId, Cancellation)).Size);
    }

    private async Task Assert404Async(ChatAccount account, MediaId medium) => Assert.Equal(
        ErrorCodes.MediaNotFound,
        (await Assert.ThrowsAsync<ChatException>(() => account.Media.GetAsync(medium, Cancellation))).Code);

    private async Task<ChatAccount> SignUpAsync(BreakingStore store)
    {
        var account = new ChatAccount(fixture.Stack.Edge, store: StoreClient(store));
        var userName = $"t-{Guid.NewGuid():N}"[..20];
        await account.SignUpAsync(userName, "correct horse battery", cancellationToken: Cancellation);
        await account.LogInAsync(userName, "correct horse battery", "test", cancellationToken: Cancellation);
        return account;
    }

    private static HttpClient StoreClient(BreakingStore store) => new(store) { Timeout = Timeout.InfiniteTimeSpan };

    /// <returns>Its SHA-256.</returns>
    private async Task<string> WriteFileAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(_file);
        var block = new byte[1024 * 1024];
        for (var written = 0L; written < Size; written += block.Length)
        {
            Random.Shared.NextBytes(block);
            hash.AppendData(block);
            await file.WriteAsync(block, Cancellation);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
